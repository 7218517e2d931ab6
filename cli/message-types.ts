import type { ConnectionLine } from '../extension/formats/ndjson/lines.ts';

/** Names in a sentence. */
const MOST = 10;

/**
 * What to say where a log names Protobuf messages that no .proto file defines: a log has their
 * names only.
 */
export function missingTypes(
  connections: readonly ConnectionLine[],
  schema: { readonly messages: { has(name: string): boolean } } | undefined,
): string | undefined {
  const named = connections.flatMap(({ messageTypes }) => Object.values(messageTypes ?? {}));
  const missing = [...new Set(named)].filter((name) => !schema?.messages.has(name));
  if (missing.length === 0) return undefined;
  const shown = missing.slice(0, MOST).join(', ');
  const names = missing.length > MOST ? `${shown}, …` : shown;
  return schema
    ? `The log names Protobuf messages that the .proto files do not define (${names}): what carries them is read without a type.`
    : `The log names Protobuf messages (${names}), but no .proto file was given to read them by: --proto FILE.`;
}
