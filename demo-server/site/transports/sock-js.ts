import { randomName } from './client-name.ts';
import { type Exchange, openExchange } from './exchange.ts';
import { bytesOf, parsed, reasonOf } from './reading.ts';
import { keepOpen } from './reconnecting-socket.ts';
import { type StompCarrier, StompClient } from './stomp-client.ts';
import { linesOf } from './streamed-lines.ts';
import { RETRY_DELAY, type Reception, type Transport } from './transport.ts';
import { wait } from './wait.ts';

/** STOMP inside SockJS: over its WebSocket, or over the HTTP that stands in where that is blocked. */
export const sockJs: Transport = (topic, options, reception, signal) => {
  let client: StompClient | undefined;
  const serve = (carrier: StompCarrier) => {
    client = new StompClient(carrier, topic, reception);
    return client;
  };
  const { carrier } = options();
  if (carrier === 'auto') overWhatGetsThrough(serve, reception, signal);
  else if (carrier === 'websocket') overWebSocket(serve, reception, signal);
  else void overHttp(carrier, serve, reception, signal);
  return { publish: (from, text) => client?.publish(from, text) };
};

type Serve = (carrier: StompCarrier) => StompClient;

/**
 * Base of a session: three digits for a balancer, and a name (SockJS protocol, "Session URLs"), in which
 * the client's own has its place.
 */
function sessionPath({ client = 's' }: Reception): string {
  const server = String(Math.floor(Math.random() * 1000)).padStart(3, '0');
  return `/sockjs/${server}/${randomName()}-${client}`;
}

/** Over a WebSocket; once one was refused before it could be used, over streamed answers. */
function overWhatGetsThrough(serve: Serve, reception: Reception, signal: AbortSignal): void {
  const attempt = new AbortController();
  signal.addEventListener('abort', () => attempt.abort());
  const refused = () => {
    if (attempt.signal.aborted) return;
    attempt.abort();
    void overHttp('xhr-streaming', serve, reception, signal);
  };
  overWebSocket(serve, reception, attempt.signal, refused);
}

function overWebSocket(
  serve: Serve,
  reception: Reception,
  signal: AbortSignal,
  refused: () => void = () => undefined,
): void {
  keepOpen(
    async () => `${sessionPath(reception)}/websocket`,
    [],
    (socket, pen) => {
      const client = serve({
        send: (data, label, body) => {
          const text = JSON.stringify([textOf(data)]);
          pen.message('sent', label, bytesOf(text), body);
          socket.send(text);
        },
        close: () => socket.close(1000, 'stopped'),
        noteFrame: (label, size, body) => pen.message('received', label, size, body),
      });
      socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
        if (data === 'o' || data === 'h')
          pen.message('received', data === 'o' ? 'o open' : 'h heart-beat', 1, 0);
        take(data, client);
      });
      let isUsed = false;
      socket.addEventListener('message', () => {
        isUsed = true;
      });
      socket.addEventListener('close', () => {
        client.end();
        if (!isUsed) refused();
      });
    },
    reception,
    signal,
  );
}

/** One session after another, each over POST requests that bring frames, one a line. */
async function overHttp(
  carrier: 'xhr-streaming' | 'xhr-polling',
  serve: Serve,
  reception: Reception,
  signal: AbortSignal,
): Promise<void> {
  const ending = carrier === 'xhr-streaming' ? 'xhr_streaming' : 'xhr';
  while (!signal.aborted) {
    reception.state({ kind: 'connecting' });
    const path = sessionPath(reception);
    const state: { exchange?: Exchange; isOver: boolean } = { isOver: false };
    const client = serve({
      send: (data, label, body) => void post(`${path}/xhr_send`, data, label, body, reception),
      close: () => {
        state.isOver = true;
      },
      noteFrame: (label, size, body) => state.exchange?.piece(label, size, body),
    });
    try {
      while (!signal.aborted && !state.isOver) {
        reception.request();
        state.exchange = openExchange(reception, 'POST', `${path}/${ending}`);
        const response = await fetch(`${path}/${ending}`, { method: 'POST', signal });
        state.exchange.begin(response);
        if (!response.ok) throw new Error(`HTTP ${response.status}`);
        for await (const line of linesOf(response)) {
          if (/^[oh]/.test(line)) state.exchange.piece(nameOf(line), line.length + 1, 0);
          if (take(line, client)) state.isOver = true;
        }
        state.exchange.end('end of answer');
      }
    } catch (error) {
      state.exchange?.end(signal.aborted ? 'given up' : 'lost');
      if (!signal.aborted) reception.state({ kind: 'retrying', reason: reasonOf(error) });
    }
    client.end();
    await wait(RETRY_DELAY, signal);
  }
}

/** Hands the messages of a SockJS frame on; says whether it was the last one. */
function take(text: string, client: StompClient): boolean {
  if (text === 'o') client.connect();
  if (text.startsWith('a')) {
    const messages = parsed(text.slice(1));
    for (const one of Array.isArray(messages) ? messages : [])
      if (typeof one === 'string') client.receive(new TextEncoder().encode(one));
  }
  return text.startsWith('c');
}

async function post(
  path: string,
  data: string | Uint8Array,
  label: string,
  body: number,
  reception: Reception,
): Promise<void> {
  const text = JSON.stringify([textOf(data)]);
  reception.request();
  const exchange = openExchange(reception, 'POST', path, [['Content-Type', 'text/plain']], text);
  const response = await fetch(path, { method: 'POST', body: text }).catch(() => undefined);
  if (response) exchange.answer(response, 0);
  else exchange.end(`${label} lost (${body})`);
}

function nameOf(line: string): string {
  if (line === 'o') return 'o open';
  return line.length > 1 ? 'prelude' : 'h heart-beat';
}

function textOf(data: string | Uint8Array): string {
  return typeof data === 'string' ? data : new TextDecoder().decode(data);
}
