import type { FieldLine, LayerLine, RecordLine } from '../../extension/formats/ndjson/lines.ts';
import { type LogLine, linesOf, type MessageLine } from '../lines.ts';

/** The records of the sockets whose address has this path, in the order of the log. */
export function recordsAt(lines: readonly LogLine[], path: string): RecordLine[] {
  const ids = linesOf(lines, 'connection')
    .filter(({ transport, url }) => transport === 'websocket' && new URL(url).pathname === path)
    .map(({ id }) => id);
  return linesOf(lines, 'record').filter(({ connection }) => ids.includes(connection));
}

/**
 * What the outermost layers of one direction say, each with its channel, if any:
 * `SUBSCRIBE /topic/one in /topic/one`.
 */
export function spoken(
  records: readonly RecordLine[],
  direction: RecordLine['direction'],
): string[] {
  return records
    .filter((record) => record.direction === direction)
    .map(({ layers, channel }) => `${layers[0]?.summary}${channel ? ` in ${channel}` : ''}`);
}

/**
 * What must not be where both peers are right: records whose outermost layer is not of the protocol,
 * and problems in any layer.
 */
export function complaints(records: readonly RecordLine[], protocol: string): string[] {
  return records.flatMap(({ messages, layers }) => {
    const place = `message ${messages.join('+')}`;
    const [outer] = layers;
    const undecoded =
      outer?.protocol === protocol ? [] : [`${place} is ${outer?.protocol}: ${outer?.summary}`];
    const problems = layers.flatMap((layer) =>
      layer.problems.map(({ kind, reason }) => `${place} ${layer.protocol} ${kind}: ${reason}`),
    );
    return [...undecoded, ...problems];
  });
}

/** The field at a path of names, such as `properties/topic alias`. */
export function fieldAt(layer: LayerLine | undefined, path: string): FieldLine | undefined {
  let level: readonly FieldLine[] = layer?.fields ?? [];
  let found: FieldLine | undefined;
  for (const name of path.split('/')) {
    found = level.find((field) => field.name === name);
    level = found?.children ?? [];
  }
  return found;
}

/** The bytes that a record was read from, its spans joined. */
export function bytesOf(lines: readonly LogLine[], record: RecordLine): Buffer {
  const messages = linesOf(lines, 'message');
  const pieces = record.messages.map((index, at) => {
    const message = messages.find(
      (one) => one.connection === record.connection && one.index === index,
    );
    return payloadOf(message).subarray(...(record.spans[at] ?? [0, 0]));
  });
  return Buffer.concat(pieces);
}

function payloadOf(message: MessageLine | undefined): Buffer {
  if (message?.text !== undefined) return Buffer.from(message.text, 'utf8');
  return Buffer.from(message?.base64 ?? '', 'base64');
}
