import { signal } from '@preact/signals';
import { messageIn, messagesIn, parsed } from '../transports/reading.ts';
import { socketUrl } from '../transports/reconnecting-socket.ts';
import { linesOf } from '../transports/streamed-lines.ts';
import { wait } from '../transports/wait.ts';
import { publish } from './publish.ts';

export const CLUSTER_TOPIC = 'cluster';
const RETRY = 1000;
const HOLD = 20_000;

export type ClientKind = 'websocket' | 'sse' | 'long-polling';

/** A client that knows on which server it landed, and what it heard of this page's words. */
export class ClusterClient {
  readonly server = signal<string | undefined>(undefined);
  readonly isConnected = signal(false);
  /** Numbers of the words it heard. */
  readonly heard = signal<ReadonlySet<number>>(new Set());
  private stopping: AbortController | undefined;
  private socket: WebSocket | undefined;
  private last: number | undefined;

  constructor(
    readonly name: string,
    readonly kind: ClientKind,
    /** Who speaks on this page. */
    private readonly speaker: string,
  ) {}

  start(): void {
    this.stop();
    const stopping = new AbortController();
    this.stopping = stopping;
    void this.keepConnected(stopping.signal);
  }

  stop(): void {
    this.stopping?.abort();
    this.stopping = undefined;
    this.socket?.close();
    this.isConnected.value = false;
    this.server.value = undefined;
  }

  /** Says a word, and gives the server it was said on. */
  say(text: string): Promise<string | undefined> {
    if (this.kind !== 'websocket' || this.socket?.readyState !== WebSocket.OPEN)
      return publish(CLUSTER_TOPIC, this.speaker, text);
    const command = { kind: 'publish', topic: CLUSTER_TOPIC, from: this.speaker, text };
    this.socket.send(JSON.stringify(command));
    return Promise.resolve(this.server.peek());
  }

  private async keepConnected(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.connect(signal).catch(() => undefined);
      if (signal.aborted) return;
      this.isConnected.value = false;
      await wait(RETRY, signal);
    }
  }

  /** Resolves or rejects when the connection is over. */
  private connect(signal: AbortSignal): Promise<void> {
    switch (this.kind) {
      case 'websocket':
        return this.overWebSocket(signal);
      case 'sse':
        return this.overEvents(signal);
      case 'long-polling':
        return this.overLongPolls(signal);
    }
  }

  /** WebSocket resumes nothing by itself: what was missed is asked for by a request. */
  private overWebSocket(signal: AbortSignal): Promise<void> {
    const socket = new WebSocket(socketUrl(`/ws?topic=${CLUSTER_TOPIC}`));
    this.socket = socket;
    return new Promise((over) => {
      socket.onclose = () => over();
      socket.onmessage = ({ data }: MessageEvent<string>) => {
        const news = parsed(data);
        if (typeof news !== 'object' || news === null) return;
        if ('server' in news) this.landed(String(news.server));
        if ('kind' in news && news.kind === 'welcome') {
          this.isConnected.value = true;
          void this.catchUp(signal).catch(() => undefined);
        }
        if ('message' in news) this.hear(JSON.stringify(news.message));
      };
    });
  }

  private async catchUp(signal: AbortSignal): Promise<void> {
    if (this.last === undefined) return;
    const answer = await fetch(`/api/poll/${CLUSTER_TOPIC}?cursor=${this.last}`, { signal });
    for (const message of messagesIn(await answer.text())?.messages ?? [])
      this.hear(JSON.stringify(message));
  }

  /** With fetch, for EventSource shows no headers, and so not the server. */
  private async overEvents(signal: AbortSignal): Promise<void> {
    const headers = this.last === undefined ? {} : { 'Last-Event-ID': `${this.last}` };
    const answer = await fetch(`/api/events/${CLUSTER_TOPIC}`, { headers, signal });
    this.landed(answer.headers.get('X-Server-Id'));
    this.isConnected.value = answer.ok;
    for await (const line of linesOf(answer))
      if (line.startsWith('data: ')) this.hear(line.slice('data: '.length));
  }

  private async overLongPolls(signal: AbortSignal): Promise<void> {
    for (;;) {
      this.isConnected.value = true;
      const from = this.last === undefined ? '' : `&cursor=${this.last}`;
      const path = `/api/long-poll/${CLUSTER_TOPIC}?timeout=${HOLD}${from}`;
      const answer = await fetch(path, { signal });
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      this.landed(answer.headers.get('X-Server-Id'));
      for (const message of messagesIn(await answer.text())?.messages ?? [])
        this.hear(JSON.stringify(message));
    }
  }

  private landed(server: string | null): void {
    this.server.value = server ?? undefined;
  }

  private hear(json: string): void {
    const message = messageIn(json);
    if (!message) return;
    this.last = message.id;
    const number = Number(/^word (\d+)$/.exec(message.text)?.[1]);
    if (message.from === this.speaker && Number.isInteger(number))
      this.heard.value = new Set([...this.heard.peek(), number]);
  }
}
