import { decodeBase64 } from '../../bytes/base64.ts';
import {
  type CaptureEvent,
  type ConnectionChange,
  type ConnectionSeen,
  type Content,
  LOSS_REASONS,
} from '../../contract/capture.ts';
import type { ConnectionLine, EndLine, MessageLine } from './lines.ts';

/** What capture would have reported for a log: connections as they ended, messages, losses. */
export function* replay(
  connections: readonly ConnectionLine[],
  messages: readonly MessageLine[],
  end: EndLine | undefined,
): Generator<CaptureEvent> {
  for (const line of connections) {
    yield seenOf(line);
    yield { kind: 'changed', connection: line.id, change: changeOf(line) };
  }
  for (const line of messages) {
    const { connection, index, time, direction, type, size, event, truncated, discarded } = line;
    yield {
      kind: 'message',
      connection,
      position: index,
      time,
      direction,
      type,
      size,
      content: contentOf(line),
      ...(event && { event }),
      ...(truncated && { truncated }),
      ...(discarded && { discarded }),
    };
  }
  for (const reason of LOSS_REASONS) {
    const count = end?.[reason] ?? 0;
    if (count > 0) yield { kind: 'loss', reason, count };
  }
}

function seenOf(line: ConnectionLine): ConnectionSeen {
  const { id, transport, url, openedAt, witness, frame, method, protocols } = line;
  return {
    kind: 'seen',
    connection: id,
    transport,
    url,
    openedAt,
    witness,
    ...(frame !== undefined && { frame }),
    ...(method !== undefined && { method }),
    ...(protocols && { protocols }),
  };
}

/** Facts of a connection line that may have become known later. */
const CHANGES = [
  'protocol',
  'extensions',
  'respondedAt',
  'closedAt',
  'status',
  'statusText',
  'finalUrl',
  'requestHeaders',
  'responseHeaders',
  'headerBytes',
  'attempt',
  'close',
  'closedByPage',
  'error',
] as const satisfies readonly (keyof ConnectionChange & keyof ConnectionLine)[];

function changeOf(line: ConnectionLine): ConnectionChange {
  const known = CHANGES.filter((name) => line[name] !== undefined);
  const facts: ConnectionChange = Object.fromEntries(known.map((name) => [name, line[name]]));
  // That a request is held is found out anew.
  return { ...facts, state: line.state === 'holding' ? 'connecting' : line.state };
}

function contentOf({ text, base64, missing }: MessageLine): Content {
  if (text !== undefined) return { kind: 'text', text };
  if (missing !== undefined) return { kind: 'missing', reason: missing };
  if (base64 === undefined) return { kind: 'pending' };
  const bytes = decodeBase64(base64);
  return bytes ? { kind: 'binary', bytes } : { kind: 'missing', reason: 'not base64' };
}
