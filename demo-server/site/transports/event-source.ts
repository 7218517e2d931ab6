import { bytesOf, messageIn } from './reading.ts';
import { RETRY_DELAY, type Transport } from './transport.ts';
import { wait } from './wait.ts';

/** Event types that the server uses; EventSource calls only listeners of the type it reads. */
const EVENT_TYPES = ['chat', 'tick', 'notice', 'message'] as const;

/** One response that never ends. The browser reconnects by itself and resumes by Last-Event-ID. */
export const eventSource: Transport = (topic, _options, reception, signal) => {
  const open = () => {
    if (signal.aborted) return;
    reception.request();
    reception.state({ kind: 'connecting' });
    const source = new EventSource(`/api/events/${topic}`);
    source.onopen = () => reception.state({ kind: 'open' });
    source.onerror = () => {
      if (signal.aborted) return;
      reception.state({ kind: 'retrying', reason: 'The stream ended.' });
      if (source.readyState === EventSource.CONNECTING) return reception.request();
      // The browser gives up for good when the answer is an error; then it is up to us.
      void wait(RETRY_DELAY, signal).then(open);
    };
    for (const type of EVENT_TYPES) source.addEventListener(type, receive);
    signal.addEventListener('abort', () => source.close());
  };
  const receive = (event: MessageEvent<string>) => {
    reception.payload(bytesOf(event.data));
    const message = messageIn(event.data);
    if (message) reception.message(message);
  };
  open();
  return undefined;
};
