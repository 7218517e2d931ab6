import type { Derivation } from '../../insight/derivation.ts';
import type { Log } from './read.ts';

/**
 * Reads connections as the log says that a person chose, and their Protobuf messages by the types
 * that it names; the journal must have them by now.
 */
export function restoreOverrides(
  { connections }: Pick<Log, 'connections'>,
  derivation: Derivation,
) {
  for (const { id, readAs, messageTypes } of connections) {
    const target = { scope: 'connection', connection: id } as const;
    if (readAs !== undefined) derivation.override(target, readAs);
    if (messageTypes !== undefined) derivation.chooseMessages(target, messageTypes);
  }
}
