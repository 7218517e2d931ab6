import type { Connection } from '../../journal/connection.ts';
import { counted } from '../wording/bytes.ts';
import { closeCode } from '../wording/close-codes.ts';
import { duration } from '../wording/durations.ts';

/** How a connection ended, or came back, in few words, and whether that is bad news. */
export interface Ending {
  readonly text: string;
  readonly isBad: boolean;
}

/** Chrome's name of what went wrong, which says it in fewer words than the sentence around it. */
const NET_ERROR = /\bnet::ERR_\w+/;

/** Close codes that are no trouble: normal closure, going away, and a close without a code. */
const PEACEFUL: readonly number[] = [1000, 1001, 1005];

/** What is worth saying of how a connection ended, or of the answer it got: `404 Not Found`. */
export function endingOf(connection: Connection): Ending | undefined {
  const { state, status = 0, statusText = '' } = connection;
  if (status >= 400) return { text: `${status} ${statusText}`.trim(), isBad: true };
  switch (state) {
    case 'failed':
      return { text: failure(connection), isBad: true };
    case 'aborted':
      return { text: 'aborted by the page', isBad: false };
    case 'closed':
      return closing(connection);
    case 'connecting':
    case 'open':
      return reconnecting(connection);
    default:
      return state satisfies never;
  }
}

/** An EventSource that comes back by itself, or tries to. */
function reconnecting({ state, attempt = 0, respondedAt }: Connection): Ending | undefined {
  if (attempt === 0) return undefined;
  if (state === 'open') return { text: counted(attempt, 'reconnect'), isBad: false };
  return { text: `reconnecting, attempt ${attempt}`, isBad: respondedAt === undefined };
}

function failure({ close, error, respondedAt }: Connection): string {
  if (error) return NET_ERROR.exec(error)?.[0] ?? `failed: ${error}`;
  if (close && close.code !== 1006) return `failed: ${closeCode(close.code)}`;
  return respondedAt === undefined ? 'failed: never opened' : 'failed: connection lost';
}

function closing({ close, openedAt, closedAt }: Connection): Ending | undefined {
  if (close) {
    const isBad = !PEACEFUL.includes(close.code);
    const text = close.reason ? `${close.code} ${close.reason}` : closeCode(close.code);
    return { text: `closed ${text}`, isBad };
  }
  if (closedAt === undefined) return undefined;
  return { text: `ended after ${duration(closedAt - openedAt)}`, isBad: false };
}
