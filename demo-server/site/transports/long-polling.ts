import { named } from './client-name.ts';
import { openExchange } from './exchange.ts';
import { bytesOf, messagesIn, reasonOf } from './reading.ts';
import { type LaneOptions, RETRY_DELAY, type Reception, type Transport } from './transport.ts';
import { wait } from './wait.ts';

/** Asks, and is held until there is news or the hold is over; then asks again at once. */
export const longPolling: Transport = (topic, options, reception, signal) => {
  void loop(topic, options, reception, signal);
  return {};
};

async function loop(
  topic: string,
  options: () => LaneOptions,
  reception: Reception,
  signal: AbortSignal,
): Promise<void> {
  let cursor: number | undefined;
  while (!signal.aborted) {
    try {
      cursor = await ask(topic, cursor, options(), reception, signal);
    } catch (error) {
      if (signal.aborted) return;
      reception.state({ kind: 'retrying', reason: reasonOf(error) });
      await wait(RETRY_DELAY, signal);
    }
  }
}

/** One held request; yields the cursor to go on with. */
async function ask(
  topic: string,
  cursor: number | undefined,
  { hold, batch }: LaneOptions,
  reception: Reception,
  signal: AbortSignal,
): Promise<number | undefined> {
  reception.request();
  reception.state({ kind: 'held', since: Date.now() });
  const from = cursor === undefined ? '' : `&cursor=${cursor}`;
  const gathered = batch === 0 ? '' : `&batch=${batch}`;
  const path = named(`/api/long-poll/${topic}?timeout=${hold}${gathered}${from}`, reception);
  const exchange = openExchange(reception, 'GET', path);
  const response = await fetch(path, { signal }).catch((error: unknown) => {
    exchange.end(signal.aborted ? 'given up' : 'lost');
    throw error;
  });
  const text = await response.text();
  exchange.answer(response, bytesOf(text));
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return take(response, text, cursor, reception);
}

function take(
  response: Response,
  text: string,
  before: number | undefined,
  reception: Reception,
): number | undefined {
  const { status } = response;
  const remark = (messages: number, cursor: number | undefined) => {
    const bytes = bytesOf(text);
    reception.remark({ kind: 'answer', status, messages, bytes, cursor, advised: undefined });
    return cursor;
  };
  if (status === 204) {
    const next = Number(response.headers.get('X-Cursor') ?? Number.NaN);
    reception.empty();
    return remark(0, Number.isInteger(next) ? next : before);
  }
  reception.payload(bytesOf(text));
  const answer = messagesIn(text);
  if (!answer) throw new Error('The answer is not the one expected.');
  for (const message of answer.messages) reception.message(message);
  return remark(answer.messages.length, answer.cursor);
}
