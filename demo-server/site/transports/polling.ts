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

/** What the next request begins from. */
interface Position {
  cursor?: number;
  etag?: string;
}

async function loop(
  topic: string,
  options: () => LaneOptions,
  reception: Reception,
  signal: AbortSignal,
): Promise<void> {
  const position: Position = {};
  while (!signal.aborted) {
    const started = performance.now();
    try {
      await ask(topic, position, options().etag, reception, signal);
      reception.state({ kind: 'resting' });
      await wait(options().period - (performance.now() - started), signal);
    } catch (error) {
      if (signal.aborted) return;
      reception.state({ kind: 'retrying', reason: reasonOf(error) });
      await wait(RETRY_DELAY, signal);
    }
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
  if (response.status === 304) return reception.empty();
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  reception.payload(bytesOf(text));
  const answer = messagesIn(text);
  if (!answer) throw new Error('The answer is not the one expected.');
  if (answer.messages.length === 0) reception.empty();
  for (const message of answer.messages) reception.message(message);
  // A tag belongs to one URL: after news the cursor, and with it the URL, is another.
  const sameUrl = position.cursor === answer.cursor;
  position.cursor = answer.cursor;
  const etag = response.headers.get('ETag');
  if (sameUrl && etag) position.etag = etag;
  else delete position.etag;
}
