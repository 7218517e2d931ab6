import { readCall } from '../bytes/script-call.ts';
import { isRequest, type Transport } from '../contract/words.ts';
import type { Connection } from '../journal/connection.ts';
import type { Journal } from '../journal/journal.ts';
import { mimeOf } from './facts.ts';
import { digestOf, isEmptyAnswer } from './patterns/emptiness.ts';
import type { Outcome, RequestSample } from './patterns/sample.ts';

/** Media types of answers that are read while they come. */
const STREAMS = new Set([
  'text/event-stream',
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/stream+json',
  'application/json-seq',
  'multipart/x-mixed-replace',
]);
/** An answer of unknown type that trickles in for so long is a stream, in milliseconds. */
const TRICKLE = 1000;
const TRICKLE_CHUNKS = 3;

/** A request as pattern recognition wants it; undefined for what is no plain request. */
export function requestSampleOf(
  journal: Journal,
  connection: Connection,
): RequestSample | undefined {
  const { transport, headerBytes, bytes, respondedAt, status } = connection;
  if (!isRequest(transport)) return undefined;
  const endedAt = connection.closedAt ?? respondedAt;
  const body = newsOf(transport, bodyOf(journal, connection));
  return {
    id: connection.id,
    method: connection.method ?? 'GET',
    url: connection.url,
    startedAt: connection.openedAt,
    outcome: outcomeOf(connection),
    isEmpty: isEmptyAnswer(status, body),
    isStream: isStream(journal, connection),
    headerBytes: (headerBytes?.sent ?? 0) + (headerBytes?.received ?? 0),
    payloadBytes: bytes.sent + bytes.received,
    sentBytes: bytes.sent,
    ...(respondedAt !== undefined && { respondedAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(status !== undefined && { status }),
    ...(body !== undefined && { digest: digestOf(body) }),
  };
}

/** Whether an HTTP request's answer is a stream, by its type or by the way it comes. */
export function isStream(journal: Journal, connection: Connection): boolean {
  if (connection.transport === 'eventsource') return true;
  if (STREAMS.has(mimeOf(connection.responseHeaders) ?? '')) return true;
  return trickleOf(journal, connection) >= TRICKLE;
}

/** Time from the first piece of an answer to the last one, if there are enough; else 0. */
function trickleOf(journal: Journal, { id, messages }: Connection): number {
  if (messages.received < TRICKLE_CHUNKS) return 0;
  const numbers = journal.messagesOf(id);
  // A request body may come before the first piece.
  const pieces = [numbers[0], numbers[1], numbers.at(-1)].flatMap((number) => {
    const message = number === undefined ? undefined : journal.message(number);
    return message?.type === 'chunk' && message.direction === 'received' ? [message.time] : [];
  });
  return (pieces.at(-1) ?? 0) - (pieces[0] ?? 0);
}

/** The head is the answer, even if the page never reads the body and its end remains unknown. */
function outcomeOf({ state, respondedAt }: Connection): Outcome {
  switch (state) {
    case 'failed':
    case 'aborted':
      return state;
    case 'closed':
      return 'answered';
    case 'open':
    case 'connecting':
      return respondedAt === undefined ? 'open' : 'answered';
    default:
      return state satisfies never;
  }
}

/** What a body says: of a script that is a call, what is handed to the function; its name may change. */
function newsOf(transport: Transport, body: string | undefined): string | undefined {
  const call = transport === 'script' && body !== undefined ? readCall(body) : undefined;
  return call ? body?.slice(...call.data) : body;
}

/** The response body as text where it came in one piece; '' where the head says it is empty. */
function bodyOf(journal: Journal, connection: Connection): string | undefined {
  const length = connection.responseHeaders?.find(
    ([name]) => name.toLowerCase() === 'content-length',
  );
  if (connection.messages.received === 0) return length?.[1].trim() === '0' ? '' : undefined;
  if (connection.messages.received > 1) return undefined;
  for (const number of journal.messagesOf(connection.id)) {
    if (journal.message(number)?.direction === 'received') return journal.payload(number)?.text;
  }
  return undefined;
}
