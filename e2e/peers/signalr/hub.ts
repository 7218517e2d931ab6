import type { RequestListener } from 'node:http';
import { type HubMessage, MessageType } from '@microsoft/signalr';
import type { WebSocket, WebSocketServer } from 'ws';
import { ENCODINGS, type Encoding, type Said } from './encoding.ts';

const RECORD_END = '\u001e';

/** Answers what a client asks before it opens its WebSocket. */
export const negotiate: RequestListener = (request, response) => {
  if (!request.url?.startsWith('/hub/negotiate')) {
    response.writeHead(404).end();
    return;
  }
  const transport = { transport: 'WebSockets', transferFormats: ['Text', 'Binary'] };
  const answer = {
    negotiateVersion: 1,
    connectionId: 'public-id',
    connectionToken: 'secret-token',
    availableTransports: [transport],
  };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
};

/** A hub with one method of each kind. */
export function serveHub(sockets: WebSocketServer): void {
  sockets.on('connection', (socket) => {
    socket.once('message', (data: Buffer) => {
      const { protocol } = JSON.parse(data.toString('utf8').replace(RECORD_END, ''));
      const encoding = ENCODINGS[protocol];
      socket.send(encoding ? `{}${RECORD_END}` : `{"error":"unknown protocol"}${RECORD_END}`);
      if (encoding) new Client(socket, encoding).start();
    });
  });
}

class Client {
  readonly #socket: WebSocket;
  readonly #encoding: Encoding;
  /** Sums of the streams that the client sends up, and the invocation each belongs to. */
  readonly #uploads = new Map<string, { sum: number; readonly invocationId: string }>();

  constructor(socket: WebSocket, encoding: Encoding) {
    this.#socket = socket;
    this.#encoding = encoding;
  }

  start(): void {
    this.#socket.on('message', (data: Buffer) => {
      for (const said of this.#encoding.read(data)) this.#hear(said);
    });
  }

  #hear(said: Said): void {
    const { type, invocationId: id = '' } = said;
    const upload = this.#uploads.get(id);
    if (type === MessageType.Ping) this.#say({ type });
    else if (type === MessageType.Invocation) this.#invoke(said, id);
    else if (type === MessageType.StreamInvocation) this.#stream(said, id);
    else if (type === MessageType.CancelInvocation) this.#complete(id);
    else if (type === MessageType.StreamItem && upload) upload.sum += Number(said.item);
    else if (type === MessageType.Completion && upload)
      this.#complete(upload.invocationId, upload.sum);
    else if (type === MessageType.Completion)
      this.#call('heard', [`confirmed ${String(said.result)}`]);
  }

  #invoke({ target, arguments: values = [], streamIds = [] }: Said, id: string): void {
    const [first, second] = values;
    if (target === 'Add') this.#complete(id, Number(first) + Number(second));
    else if (target === 'Fail')
      this.#say({ type: MessageType.Completion, invocationId: id, error: 'It did not work.' });
    else if (target === 'Say') this.#call('heard', [first]);
    else if (target === 'AskMe') this.#call('confirm', [first], 's1');
    else if (target === 'Sum') this.#uploads.set(streamIds[0] ?? '', { sum: 0, invocationId: id });
    else if (target === 'Leave') this.#say({ type: MessageType.Close, error: 'as you wished' });
  }

  /** As many items as asked for, and an end; of `Endless` the client must make the end. */
  #stream({ target, arguments: [count] = [] }: Said, invocationId: string): void {
    for (let item = 1; item <= Number(count); item += 1)
      this.#say({ type: MessageType.StreamItem, invocationId, item });
    if (target !== 'Endless') this.#complete(invocationId);
  }

  #complete(invocationId: string, result?: unknown): void {
    const end = { type: MessageType.Completion, invocationId } as const;
    this.#say(result === undefined ? end : { ...end, result });
  }

  #call(target: string, values: unknown[], invocationId?: string): void {
    const call: HubMessage = { type: MessageType.Invocation, target, arguments: values };
    this.#say(invocationId === undefined ? call : { ...call, invocationId });
  }

  #say(message: HubMessage): void {
    this.#socket.send(this.#encoding.write(message));
  }
}
