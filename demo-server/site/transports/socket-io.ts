import { named } from './client-name.ts';
import { openExchange } from './exchange.ts';
import { bytesOf, isMessage, parsed } from './reading.ts';
import { keepOpen } from './reconnecting-socket.ts';
import type { SocketPen } from './socket-pen.ts';
import type { LaneOptions, Reception, Transport } from './transport.ts';

const PATH = '/socket.io/?EIO=4&transport=';

/**
 * Socket.IO 4 over Engine.IO 4. A session begins with a poll and is upgraded to a WebSocket, as the
 * public client does it, or begins with the WebSocket at once.
 */
export const socketIo: Transport = (topic, options, reception, signal) => {
  let client: Client | undefined;
  keepOpen(
    async () => {
      const session = await sessionOf(options().start, reception, signal);
      return named(`${PATH}websocket${session}`, reception);
    },
    [],
    (socket, pen) => {
      const isUpgrade = new URL(socket.url).searchParams.has('sid');
      client = new Client(socket, pen, topic, reception, isUpgrade);
    },
    reception,
    signal,
  );
  return { publish: (from, text) => client?.emit('publish', { topic, from, text }) };
};

/** What names the session that the WebSocket is to take over: a poll opens it. */
async function sessionOf(
  start: LaneOptions['start'],
  reception: Reception,
  signal: AbortSignal,
): Promise<string> {
  if (start === 'websocket') return '';
  const path = named(`${PATH}polling`, reception);
  reception.request();
  const exchange = openExchange(reception, 'GET', path);
  const response = await fetch(path, { signal }).catch((error: unknown) => {
    exchange.end('lost');
    throw error;
  });
  const text = await response.text();
  exchange.answer(response, bytesOf(text));
  const session = /"sid":"([^"]+)"/.exec(text)?.[1];
  if (session === undefined) throw new Error(`HTTP ${response.status}`);
  return `&sid=${session}`;
}

/** One WebSocket of a session. Engine.IO's packet types are digits; `4` carries Socket.IO. */
class Client {
  private acknowledgements = 0;

  constructor(
    private readonly socket: WebSocket,
    private readonly pen: SocketPen,
    private readonly topic: string,
    private readonly reception: Reception,
    isUpgrade: boolean,
  ) {
    if (isUpgrade) socket.addEventListener('open', () => this.send('2probe', 'ping probe'));
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => this.receive(data));
  }

  /** An event that the server acknowledges. */
  emit(event: string, value: unknown): void {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    this.send(`42${this.acknowledgements}${JSON.stringify([event, value])}`, `event ${event}`);
    this.acknowledgements += 1;
  }

  private receive(packet: string): void {
    this.reception.payload(bytesOf(packet));
    if (packet.startsWith('42')) this.deliver(packet);
    else this.control(packet);
  }

  /** Packets that open, keep and acknowledge. */
  private control(packet: string): void {
    this.note(nameOf(packet), packet, 0);
    const reason = packet.startsWith('43') ? refusalIn(packet) : undefined;
    if (reason !== undefined) this.reception.remark({ kind: 'refused', reason });
    if (packet === '2') this.send('3', 'pong');
    if (packet === '3probe') this.send('5', 'upgrade');
    if (packet === '3probe' || packet.startsWith('0')) this.send('40', 'connect');
    if (packet.startsWith('40')) {
      this.emit('join', this.topic);
      this.reception.state({ kind: 'open' });
    }
  }

  private deliver(packet: string): void {
    const event = parsed(packet.slice(packet.indexOf('[')));
    const [name, message]: unknown[] = Array.isArray(event) ? event : [];
    const isNews = name === 'message' && isMessage(message);
    const body = isNews ? bytesOf(JSON.stringify(message)) : 0;
    this.note(`event ${String(name)} ${isNews ? message.id : ''}`.trim(), packet, body);
    if (isNews) this.reception.message(message);
  }

  private note(label: string, packet: string, body: number): void {
    this.pen.message('received', label, bytesOf(packet), body);
  }

  private send(packet: string, label: string): void {
    this.pen.message('sent', label, bytesOf(packet), 0);
    this.socket.send(packet);
  }
}

/** Why the server did not do what it acknowledges: `433[{"ok":false,"error":"…"}]`. */
function refusalIn(acknowledgement: string): string | undefined {
  const values = parsed(acknowledgement.slice(acknowledgement.indexOf('[')));
  const answer: unknown = Array.isArray(values) ? values[0] : undefined;
  if (typeof answer !== 'object' || answer === null) return undefined;
  if (!('ok' in answer) || answer.ok !== false) return undefined;
  return 'error' in answer ? String(answer.error) : '';
}

function nameOf(packet: string): string {
  if (packet === '3probe') return 'pong probe';
  if (packet.startsWith('43')) return 'ack';
  if (packet.startsWith('40')) return 'connect';
  const names = ['open', 'close', 'ping', 'pong', 'message', 'upgrade', 'noop'];
  return names[Number(packet[0])] ?? 'packet';
}
