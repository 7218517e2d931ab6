import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { ROOT } from '../../cli/places.ts';

/**
 * What a page loads before its own script: the path in node_modules of a browser bundle as its
 * makers ship it; or, where they ship none, a module to be bundled here (`export * from 'mqtt'`),
 * whose exports the page finds under a name.
 */
export type Library = string | { readonly name: string; readonly module: string };

/** The library as the text of a classic script. */
export async function scriptOf(library: Library): Promise<string> {
  if (typeof library !== 'string') return bundle(library.name, library.module);
  return readFileSync(join(ROOT, 'node_modules', library), 'utf8');
}

const ENTRY = 'peers:entry';

async function bundle(name: string, module: string): Promise<string> {
  const entry: Plugin = {
    name: ENTRY,
    resolveId: (id) => (id === ENTRY ? id : undefined),
    load: (id) => (id === ENTRY ? module : undefined),
  };
  const build = await rolldown({ input: ENTRY, platform: 'browser', cwd: ROOT, plugins: [entry] });
  const { output } = await build.generate({ format: 'iife', name });
  await build.close();
  return output[0].code;
}
