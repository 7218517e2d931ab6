import { named } from './client-name.ts';
import { openExchange } from './exchange.ts';
import { bytesOf, messagesIn, reasonOf } from './reading.ts';
import { type LaneOptions, RETRY_DELAY, type Reception, type Transport } from './transport.ts';
import { wait } from './wait.ts';

/** Asks on a timer, news or not. With ETag, an answer that would be the same is a 304. */
export const polling: Transport = (topic, options, reception, signal) => {
  void loop(topic, options, reception, signal);
  return {};
};

/** How soon a poll that waits notices that it should wait less, in milliseconds. */
const STEP = 200;

/** What the next request begins from. */
interface Position {
  cursor?: number;
  etag?: string;
  /** When the server advised to ask again, in milliseconds. */
  advised?: number;
}

async function loop(
  topic: string,
  options: () => LaneOptions,
  reception: Reception,
  signal: AbortSignal,
): Promise<void> {
  const position: Position = {};
  const interval = () => {
    const { pace, period } = options();
    return pace === 'adaptive' ? (position.advised ?? period) : period;
  };
  while (!signal.aborted) {
    const started = performance.now();
    try {
      await ask(topic, position, options().etag, reception, signal);
      await rest(started, interval, reception, signal);
    } catch (error) {
      if (signal.aborted) return;
      reception.state({ kind: 'retrying', reason: reasonOf(error) });
      await wait(RETRY_DELAY, signal);
    }
  }
}

/** Waits until so long after `started`, by the options of each moment. */
async function rest(
  started: number,
  interval: () => number,
  reception: Reception,
  signal: AbortSignal,
): Promise<void> {
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    const left = started + interval() - performance.now();
    if (left <= 0 && !isFirst) return;
    reception.state({ kind: 'resting', until: Date.now() + Math.max(0, left) });
    await wait(Math.max(0, Math.min(left, STEP)), signal);
  }
}

async function ask(
  topic: string,
  position: Position,
  useEtag: boolean,
  reception: Reception,
  signal: AbortSignal,
): Promise<void> {
  reception.request();
  const query = position.cursor === undefined ? '' : `?cursor=${position.cursor}`;
  const headers = new Headers();
  if (useEtag && position.etag) headers.set('If-None-Match', position.etag);
  const path = named(`/api/poll/${topic}${query}`, reception);
  const exchange = openExchange(reception, 'GET', path, headers);
  const response = await fetch(path, { headers, signal }).catch((error: unknown) => {
    exchange.end(signal.aborted ? 'given up' : 'lost');
    throw error;
  });
  const text = await response.text();
  exchange.answer(response, bytesOf(text));
  take(response, text, position, reception);
}

/** Hands the answer on, and remembers where to go on. */
function take(response: Response, text: string, position: Position, reception: Reception): void {
  const { status, headers } = response;
  if (!response.ok && status !== 304) throw new Error(`HTTP ${status}`);
  const advised = Number(headers.get('X-Poll-Interval') ?? Number.NaN);
  if (advised > 0) position.advised = advised;
  const bytes = bytesOf(text);
  const remark = (messages: number) => {
    const { cursor, advised } = position;
    reception.remark({ kind: 'answer', status, messages, bytes, cursor, advised });
  };
  if (status === 304) {
    remark(0);
    reception.empty();
    return;
  }
  reception.payload(bytes);
  const answer = messagesIn(text);
  if (!answer) throw new Error('The answer is not the one expected.');
  if (answer.messages.length === 0) reception.empty();
  for (const message of answer.messages) reception.message(message);
  // A tag belongs to one URL: after news the cursor, and with it the URL, is another.
  const sameUrl = position.cursor === answer.cursor;
  position.cursor = answer.cursor;
  const etag = headers.get('ETag');
  if (sameUrl && etag) position.etag = etag;
  else delete position.etag;
  remark(answer.messages.length);
}
