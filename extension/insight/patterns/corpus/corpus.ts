import { NONE } from './chance.ts';
import type { Labelled } from './labelled.ts';
import { LONG_POLLING } from './long-polling.ts';
import { POLLING } from './polling.ts';

/** Every hard case that is known, labelled. */
export const CORPUS: readonly Labelled[] = [
  ...POLLING.map((item): Labelled => ({ ...item, label: 'polling' })),
  ...LONG_POLLING.map((item): Labelled => ({ ...item, label: 'long-polling' })),
  ...NONE.map((item): Labelled => ({ ...item, label: 'none' })),
];
