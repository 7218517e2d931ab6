import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Failure } from './failure.ts';
import { ROOT } from './places.ts';

/** Builds the extension into `dist/extension`; what the tools print is shown only if they fail. */
export async function buildExtension(): Promise<void> {
  await build('the extension', 'vite.config.ts');
}

/** Builds the demo server's pages into `dist/site`. */
export async function buildSite(): Promise<void> {
  await build('the demo page', 'demo-server/site/vite.config.ts');
}

async function build(what: string, config: string): Promise<void> {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, 'build', '--config', config], { cwd: ROOT });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => {
      printed += piece.toString();
    });
  }
  const code = await new Promise((done) => child.once('close', done));
  if (code !== 0) throw new Failure(`${what} could not be built:\n${printed}`);
}
