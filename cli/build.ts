import { build } from 'vite';
import { ROOT } from './places.ts';

/** Builds the extension into `dist/extension`, quietly. */
export async function buildExtension(): Promise<void> {
  await build({ root: ROOT, configFile: `${ROOT}vite.config.ts`, logLevel: 'warn' });
}

/** Builds the demo server's pages into `dist/site`, quietly. */
export async function buildSite(): Promise<void> {
  const site = `${ROOT}demo-server/site/`;
  await build({ root: site, configFile: `${site}vite.config.ts`, logLevel: 'warn' });
}
