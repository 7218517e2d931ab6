import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { KINDS } from '../cli/kinds-table.ts';
import { ROOT } from '../cli/places.ts';
import { type LogLine, linesOf, parseLines } from './lines.ts';

/** Runs a command as on a machine without a display. */
function run(...parameters: string[]) {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
  const command = ['--silent', '--prefix', ROOT, ...parameters];
  return spawnSync('npm', command, { cwd: ROOT, env, encoding: 'utf8', maxBuffer: 1e9 });
}

it('npm start without a display captures and decodes every kind, and keeps the log', () => {
  const { status, stdout, stderr } = run('start');
  expect(stderr).toContain('every kind was captured and decoded');
  expect(status).toBe(0);
  for (const kind of KINDS) expect(stdout).toMatch(new RegExp(`^${kind} +[1-9]`, 'm'));
  const lines = parseLines<LogLine>(readFileSync(join(ROOT, 'pushscope-demo.ndjson'), 'utf8'));
  expect(linesOf(lines, 'end')).toMatchObject([{ dropped: 0, missing: 0, refused: 0 }]);
});

it('npm run decode derives from that log exactly what the panel derived', () => {
  const file = join(ROOT, 'pushscope-demo.ndjson');
  const { status, stdout, stderr } = run('run', 'decode', '--', file);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toBe(readFileSync(file, 'utf8'));
});
