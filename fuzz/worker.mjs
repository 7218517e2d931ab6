// Workers do not take over the loader that reads TypeScript.
import { register } from 'tsx/esm/api';

register();
await import('./slice.ts');
