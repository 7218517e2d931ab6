import type { ConnectionChange } from '../../contract/capture.ts';
import type { LogEntry } from './entry.ts';

/** The log's word for a request that the page, or the browser for it, wanted no more. */
export const GIVEN_UP = 'net::ERR_ABORTED';

/** What the heads of an entry say: full header lists and their sizes, which no tap can see. */
export function headFacts(entry: LogEntry): ConnectionChange {
  const { request, response, sent, received } = entry.heads();
  const isMeasured = sent >= 0 && received >= 0;
  return {
    ...(request.length > 0 && { requestHeaders: request }),
    ...(response.length > 0 && { responseHeaders: response }),
    ...(isMeasured && { headerBytes: { sent, received } }),
  };
}

/** How soon after the head an empty body is at its end, in milliseconds. */
const AT_ONCE = 250;

/** How a finished request ended, in the log's words. */
export function endFacts(entry: LogEntry, endedAt: number): ConnectionChange {
  if (!entry.error || isNothingUnread(entry)) return { state: 'closed', closedAt: endedAt };
  const state = entry.error === GIVEN_UP ? 'aborted' : 'failed';
  return { state, closedAt: endedAt, error: entry.error };
}

/** Of a body that is empty and that nobody reads, Chrome says that it was given up. */
function isNothingUnread({ error, status, bodySize, receiving }: LogEntry): boolean {
  return error === GIVEN_UP && status > 0 && bodySize === 0 && receiving < AT_ONCE;
}

/** Epoch milliseconds of the last byte so far. */
export function endOf(entry: LogEntry, otherwise: number): number {
  return entry.startedAt === undefined ? otherwise : entry.startedAt + entry.duration;
}
