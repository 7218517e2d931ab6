import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { programOf } from '../e2e/peers/servers/own-process.ts';
import { findServer, missingServers, serverCommand } from './servers.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pushscope-servers-'));
  vi.stubEnv('PATH', folder);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('servers that tests start for themselves', () => {
  it('are found on the PATH', () => {
    const path = join(folder, 'mosquitto');
    writeFileSync(path, '');
    chmodSync(path, 0o755);
    expect(findServer('mosquitto')).toBe(path);
    expect(missingServers()).not.toContain('mosquitto');
  });

  it('fail the test that asks for one which is not there, and say what to do', () => {
    expect(() => programOf('no-such-server')).toThrow(
      `no-such-server is not installed. To have it: ${serverCommand(['no-such-server'])}`,
    );
  });
});
