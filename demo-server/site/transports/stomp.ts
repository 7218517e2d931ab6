import { FrameReader } from '../../wire/stomp/decode.ts';
import { asSocketMessage, encodeFrame, HEART_BEAT } from '../../wire/stomp/encode.ts';
import { frame, headerOf, STOMP_VERSIONS, type StompFrame } from '../../wire/stomp/frame.ts';
import { isMessage, parsed } from './reading.ts';
import { keepOpen, socketUrl } from './reconnecting-socket.ts';
import type { Reception, Transport } from './transport.ts';
import { onWire } from './web-socket.ts';

const SUBPROTOCOLS = ['v12.stomp', 'v11.stomp', 'v10.stomp'];

/** How often we promise to send, and want to hear, in milliseconds. */
const HEART_BEATS = 10_000;

/** A WebSocket to the broker, with a subscription to the topic's destination. */
export const stomp: Transport = (topic, _options, reception, signal) => {
  let client: StompClient | undefined;
  keepOpen(
    () => new WebSocket(socketUrl('/stomp'), SUBPROTOCOLS),
    (socket) => {
      client = new StompClient(socket, topic, reception);
    },
    reception,
    signal,
  );
  return (from, text) => client?.publish(from, text);
};

/** The little of a STOMP client that one subscription needs. */
class StompClient {
  private readonly socket: WebSocket;
  private readonly destination: string;
  private readonly topic: string;
  private readonly reception: Reception;
  private readonly reader = new FrameReader();
  private connected = false;
  private receipts = 0;

  constructor(socket: WebSocket, topic: string, reception: Reception) {
    this.socket = socket;
    this.topic = topic;
    this.destination = `/topic/${topic}`;
    this.reception = reception;
    socket.addEventListener('open', () => this.connect());
    socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) =>
      this.receive(
        typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data),
      ),
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

  private connect(): void {
    this.send(
      frame('CONNECT', [
        ['accept-version', STOMP_VERSIONS.join(',')],
        ['host', location.hostname],
        ['heart-beat', `${HEART_BEATS},${HEART_BEATS}`],
      ]),
    );
  }

  private receive(bytes: Uint8Array): void {
    this.reception.payload(bytes.length);
    this.reader.push(bytes);
    for (let found = this.reader.next(); found; found = this.reader.next()) {
      if (found.kind === 'frame') this.obey(found.frame);
      if (found.kind === 'malformed') this.socket.close(4000, found.reason);
    }
  }

  private obey(received: StompFrame): void {
    if (received.command === 'CONNECTED') this.begin(received);
    if (received.command === 'MESSAGE') this.deliver(received);
    if (received.command === 'ERROR') this.socket.close(4000, 'the broker sent ERROR');
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
    const beat = setInterval(() => this.socket.send(HEART_BEAT), HEART_BEATS * 0.9);
    this.socket.addEventListener('close', () => {
      clearInterval(beat);
      this.connected = false;
    });
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
    this.socket.send(typeof data === 'string' ? data : onWire(data));
  }
}
