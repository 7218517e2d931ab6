import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/** The two content scripts, each as one self-contained script. */
export interface Scripts {
  readonly taps: string;
  readonly relay: string;
}

export async function buildScripts(): Promise<Scripts> {
  return {
    taps: await buildScript('extension/page/taps.iife.ts'),
    relay: await buildScript('extension/relay/relay.iife.ts'),
  };
}

async function buildScript(entry: string): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'pushscope-passive-'));
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      build: {
        outDir,
        target: 'chrome120',
        lib: { entry, formats: ['iife'], name: 'pushscope', fileName: () => 'script.js' },
      },
    });
    return await readFile(join(outDir, 'script.js'), 'utf8');
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
