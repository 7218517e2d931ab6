import { FrameReader } from '../../wire/stomp/decode.ts';
import { asSocketMessage, encodeFrame, HEART_BEAT } from '../../wire/stomp/encode.ts';
import { frame, headerOf, STOMP_VERSIONS, type StompFrame } from '../../wire/stomp/frame.ts';
import { isMessage, parsed } from './reading.ts';
import type { Reception } from './transport.ts';

/** How often we promise to send, and want to hear, in milliseconds. */
const HEART_BEATS = 10_000;

/** What carries frames: a WebSocket, or SockJS. `body` is how much of the frame its body is. */
export interface StompCarrier {
  send(data: string | Uint8Array, label: string, body: number): void;
  close(reason: string): void;
  /** A frame came, in a message of its own or with others. */
  noteFrame(label: string, size: number, body: number): void;
}

/** The little of a STOMP client that one subscription needs. */
export class StompClient {
  private readonly destination: string;
  private readonly reader = new FrameReader();
  private connected = false;
  private receipts = 0;
  private beat: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly carrier: StompCarrier,
    private readonly topic: string,
    private readonly reception: Reception,
  ) {
    this.destination = `/topic/${topic}`;
  }

  connect(): void {
    this.send(
      frame('CONNECT', [
        ['accept-version', STOMP_VERSIONS.join(',')],
        ['host', location.hostname],
        ['heart-beat', `${HEART_BEATS},${HEART_BEATS}`],
      ]),
    );
  }

  publish(from: string, text: string): void {
    if (!this.connected) return;
    this.receipts += 1;
    const headers = [
      ['destination', this.destination],
      ['content-type', 'application/json'],
      ['receipt', `said-${this.receipts}`],
    ] as const;
    this.send(frame('SEND', headers, JSON.stringify({ from, text })));
  }

  receive(bytes: Uint8Array): void {
    this.reception.payload(bytes.length);
    if (bytes.length === 1) this.carrier.noteFrame('heart-beat', 1, 0);
    this.reader.push(bytes);
    for (let found = this.reader.next(); found; found = this.reader.next()) {
      if (found.kind === 'frame') this.obey(found.frame, bytes.length);
      if (found.kind === 'malformed') this.carrier.close(found.reason);
    }
  }

  /** The connection is over. */
  end(): void {
    clearInterval(this.beat);
    this.connected = false;
  }

  private obey(received: StompFrame, size: number): void {
    const about = headerOf(received, 'message-id') ?? headerOf(received, 'receipt-id') ?? '';
    const label = `${received.command} ${about}`.trim();
    this.carrier.noteFrame(label, size, received.body.length);
    if (received.command === 'CONNECTED') this.begin(received);
    if (received.command === 'MESSAGE') this.deliver(received);
    if (received.command === 'ERROR') this.fail(received);
  }

  private fail(error: StompFrame): void {
    const said = [headerOf(error, 'message') ?? '', new TextDecoder().decode(error.body)];
    this.reception.remark({ kind: 'refused', reason: `ERROR ${said.join(' ')}`.trim() });
    this.carrier.close('the broker sent ERROR');
  }

  private begin(connected: StompFrame): void {
    const version = headerOf(connected, 'version');
    this.reader.version = STOMP_VERSIONS.find((known) => known === version) ?? '1.0';
    this.connected = true;
    this.reception.state({ kind: 'open' });
    this.send(
      frame('SUBSCRIBE', [
        ['id', this.topic],
        ['destination', this.destination],
      ]),
    );
    this.beat = setInterval(
      () => this.carrier.send(HEART_BEAT, 'heart-beat', 0),
      HEART_BEATS * 0.9,
    );
  }

  /** What STOMP clients said comes as they wrote it; number and time are in the headers. */
  private deliver(received: StompFrame): void {
    const body = new TextDecoder().decode(received.body);
    const written = parsed(body);
    const said = typeof written === 'object' && written !== null ? written : { text: body };
    const id = Number(headerOf(received, 'message-id')?.split('-').at(-1));
    const time = Number(headerOf(received, 'timestamp'));
    const message = { topic: this.topic, type: 'chat', from: 'somebody', ...said, id, time };
    if (isMessage(message)) this.reception.message(message);
  }

  private send(outgoing: StompFrame): void {
    const data = asSocketMessage(encodeFrame(outgoing, this.reader.version));
    const destination = headerOf(outgoing, 'destination') ?? '';
    this.carrier.send(data, `${outgoing.command} ${destination}`.trim(), outgoing.body.length);
  }
}
