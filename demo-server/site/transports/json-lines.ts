import { named } from './client-name.ts';
import { type Exchange, openExchange } from './exchange.ts';
import { bytesOf, messageIn, reasonOf } from './reading.ts';
import { linesOf } from './streamed-lines.ts';
import { RETRY_DELAY, type Reception, type Transport } from './transport.ts';
import { wait } from './wait.ts';

/** Messages that one answer brings; then it ends, and another is asked for. */
const LONGEST = 100_000;

/** A fetch whose answer is read piece by piece: a message a line. It resumes by the last number. */
export const jsonLines: Transport = (topic, _options, reception, signal) => {
  void loop(topic, reception, signal);
  return {};
};

async function loop(topic: string, reception: Reception, signal: AbortSignal): Promise<void> {
  let last: number | undefined;
  const hear = (line: string, exchange: Exchange) => {
    const message = messageIn(line);
    const size = bytesOf(line);
    reception.payload(size);
    exchange.piece(message ? `${message.type} ${message.id}` : 'line', size + 1, size);
    if (!message)
      return reception.remark({ kind: 'unreadable', reason: 'The line is no message.' });
    last = message.id;
    reception.message(message);
  };
  while (!signal.aborted) {
    const from = last === undefined ? '' : `&cursor=${last}`;
    const path = named(`/api/ndjson/${topic}?count=${LONGEST}${from}`, reception);
    reception.request();
    reception.state({ kind: 'connecting' });
    const exchange = openExchange(reception, 'GET', path);
    try {
      const response = await fetch(path, { signal });
      exchange.begin(response);
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      reception.state({ kind: 'open' });
      if (last !== undefined) reception.remark({ kind: 'resumed', after: last });
      for await (const line of linesOf(response)) hear(line, exchange);
      throw new Error('The stream ended.');
    } catch (error) {
      exchange.end(signal.aborted ? 'given up' : 'end of stream');
      if (signal.aborted) return;
      reception.state({ kind: 'retrying', reason: reasonOf(error) });
      await wait(RETRY_DELAY, signal);
    }
  }
}
