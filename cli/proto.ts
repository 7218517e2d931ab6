import { readFile } from 'node:fs/promises';
import type { Derivation } from '../extension/insight/derivation.ts';
import { addressOf } from '../extension/insight/overrides.ts';
import type { Journal } from '../extension/journal/journal.ts';
import { type ProtoFile, problemText } from '../extension/schema/proto-file.ts';
import { readProtoFiles } from '../extension/schema/read-proto.ts';
import { type MessageNames, ownMessages, type Schema } from '../extension/schema/schema.ts';
import { Failure } from './failure.ts';

/**
 * Reads .proto files, and writes to standard error what is wrong in them.
 *
 * @throws {Failure} where a file cannot be read, or no message was found in any
 */
export async function loadSchema(paths: readonly string[]): Promise<Schema> {
  const files = await Promise.all(paths.map(readProtoFile));
  const { schema, problems } = readProtoFiles(files);
  for (const problem of problems) process.stderr.write(`pushscope: ${problemText(problem)}\n`);
  if (ownMessages(schema).length === 0) throw new Failure('--proto: no message is defined there.');
  return schema;
}

async function readProtoFile(name: string): Promise<ProtoFile> {
  try {
    return { name, text: await readFile(name, 'utf8') };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Failure(`--proto ${name} cannot be read (${code}). Is the path right?`);
  }
}

interface Rule {
  /** URL or id; absent for all connections. */
  readonly name: string | undefined;
  readonly names: MessageNames;
}

/**
 * Says which messages connections carry: each rule is `pkg.Message`, for one direction
 * `sent:pkg.Message` or `received:pkg.Message`, for some connections `URL=…` or `ID=…`.
 *
 * @throws {Failure} for a message that no file defines, or for connections that are not in the log
 */
export function applyTypes(
  types: readonly string[],
  schema: Schema,
  journal: Journal,
  derivation: Derivation,
): void {
  const chosen = new Map<string, MessageNames>();
  const connections = [...journal.connections.values()];
  for (const { name, names } of types.map((type) => parseRule(type, schema))) {
    const meant = connections.filter(
      ({ id, url }) => name === undefined || id === name || addressOf(url) === addressOf(name),
    );
    if (meant.length === 0 && name !== undefined)
      throw new Failure(`--type: no connection of the log has the id or URL ${name}.`);
    for (const { id } of meant) {
      const before = chosen.get(id) ?? derivation.connectionInsight(id).messages?.value;
      chosen.set(id, { ...before, ...names });
    }
  }
  for (const [connection, names] of chosen)
    derivation.chooseMessages({ scope: 'connection', connection }, names);
}

/** URLs have equals signs of their own: the last one counts. */
function parseRule(rule: string, schema: Schema): Rule {
  const [, name, direction, message = ''] =
    /^(?:(.+)=)?(?:(sent|received):)?([^=:]+)$/s.exec(rule) ?? [];
  if (!schema.messages.has(message)) {
    const known = ownMessages(schema).join(', ');
    throw new Failure(`--type ${rule}: there is no such message. There are: ${known}.`);
  }
  const names = {
    ...(direction !== 'received' && { sent: message }),
    ...(direction !== 'sent' && { received: message }),
  };
  return { name, names };
}
