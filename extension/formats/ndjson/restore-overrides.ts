import type { Derivation } from '../../insight/derivation.ts';
import type { Log } from './read.ts';

/** Reads connections as the log says that a person chose; the journal must have them by now. */
export function restoreOverrides(
  { connections }: Pick<Log, 'connections'>,
  derivation: Derivation,
) {
  for (const { id, readAs } of connections)
    if (readAs !== undefined) derivation.override({ scope: 'connection', connection: id }, readAs);
}
