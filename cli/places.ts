import { fileURLToPath } from 'node:url';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The folders that the commands share. */
export const ROOT = at('.');
export const EXTENSION = at('dist/extension');
