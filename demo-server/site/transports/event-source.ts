import { named } from './client-name.ts';
import { nextExchange } from './crossing.ts';
import { agentHere } from './exchange.ts';
import { chunkFraming, requestHead, STREAM_HEAD } from './head-sizes.ts';
import { bytesOf, messageIn } from './reading.ts';
import { RETRY_DELAY, type Reception, type Transport } from './transport.ts';
import { wait } from './wait.ts';

/** Event types that the server uses; EventSource calls only listeners of the type it reads. */
const EVENT_TYPES = ['chat', 'tick', 'notice', 'operation', 'move', 'message', 'race'] as const;

/** One response that never ends. The browser reconnects by itself and resumes by Last-Event-ID. */
export const eventSource: Transport = (topic, _options, reception, signal) => {
  const pen = new StreamPen(reception);
  const open = () => {
    if (signal.aborted) return;
    // A new EventSource has no last id: the cursor says the same.
    const cursor = pen.last === undefined ? '' : `?cursor=${pen.last}`;
    const path = named(`/api/events/${topic}${cursor}`, reception);
    reception.state({ kind: 'connecting' });
    reception.request();
    pen.request(path);
    const source = new EventSource(path);
    source.onopen = () => {
      pen.begin();
      if (pen.last !== undefined) reception.remark({ kind: 'resumed', after: pen.last });
      reception.state({ kind: 'open' });
    };
    source.onerror = () => {
      if (signal.aborted) return;
      pen.end();
      reception.state({ kind: 'retrying', reason: 'The stream ended.' });
      if (source.readyState === EventSource.CONNECTING) {
        reception.request();
        return pen.request(path, pen.last === undefined ? [] : [['Last-Event-ID', `${pen.last}`]]);
      }
      // The browser gives up for good when the answer is an error; then it is up to us.
      void wait(RETRY_DELAY, signal).then(open);
    };
    for (const type of EVENT_TYPES) source.addEventListener(type, receive);
    signal.addEventListener('abort', () => source.close());
  };
  const receive = (event: MessageEvent<string>) => {
    reception.payload(bytesOf(event.data));
    pen.event(event);
    const message = messageIn(event.data);
    if (message) reception.message(message);
    else reception.remark({ kind: 'unreadable', reason: 'Its data is no message.' });
  };
  open();
  return {};
};

/** What crosses for an EventSource, whose heads a page never sees. */
class StreamPen {
  private exchange = 0;
  private lastId = '';

  constructor(private readonly reception: Reception) {}

  /** Number of the last message, once there is one. */
  get last(): number | undefined {
    return this.lastId === '' ? undefined : Number(this.lastId);
  }

  /** `resume` is what the browser adds when it reconnects by itself. */
  request(path: string, resume: readonly [string, string][] = []): void {
    this.exchange = nextExchange();
    const headers: [string, string][] = [['Cache-Control', 'no-cache'], ...resume];
    const label = [`GET ${path}`, ...resume.map((header) => header.join(': '))].join('  ');
    const head = requestHead('GET', path, headers, agentHere());
    this.cross('sent', 'request', label, head, 0, true);
  }

  begin(): void {
    this.cross('received', 'begin', '200 text/event-stream', STREAM_HEAD, 0, true);
  }

  event({ type, lastEventId, data }: MessageEvent<string>): void {
    this.lastId = lastEventId;
    const body = bytesOf(data);
    const lines = `event: ${type}\nid: ${lastEventId}\ndata: \n\n`.length;
    const head = lines + chunkFraming(lines + body);
    this.cross('received', 'message', `event: ${type}  id: ${lastEventId}`, head, body, false);
  }

  end(): void {
    this.cross('received', 'end', 'end of stream', 0, 0, false);
  }

  private cross(
    direction: 'sent' | 'received',
    role: 'request' | 'begin' | 'message' | 'end',
    label: string,
    head: number,
    body: number,
    isEstimate: boolean,
  ): void {
    const { exchange } = this;
    this.reception.crossing({ exchange, direction, role, label, head, body, isEstimate });
  }
}
