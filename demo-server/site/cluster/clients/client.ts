import { signal } from '@preact/signals';
import type { TopicMessage } from '../../../wire/topic/message.ts';
import { wait } from '../../transports/wait.ts';
import type { Ear } from './ear.ts';
import { overEvents } from './event-stream.ts';
import { overLongPolls } from './long-polls.ts';
import type { Outcome } from './outcome.ts';
import { publish } from './publish.ts';
import { TopicSocket } from './web-socket.ts';

export const CLUSTER_TOPIC = 'cluster';

/** Pause before a client that was cut off comes again, in milliseconds. */
const RETRY = 1000;

export type ClientKind = 'websocket' | 'sse' | 'long-polling';

/** `away`: it was cut off, and tries again. */
export type ClientState = 'off' | 'away' | 'connected';

/** A client that knows on which server it landed, and hands on what it hears. */
export class ClusterClient {
  readonly server = signal<string | undefined>(undefined);
  readonly state = signal<ClientState>('off');
  /** Numbers of this page's words that it heard. */
  readonly heard = signal<ReadonlySet<number>>(new Set());
  private stopping: AbortController | undefined;
  private socket: TopicSocket | undefined;
  private tried: () => void = () => undefined;
  private last: number | undefined;

  constructor(
    readonly name: string,
    readonly kind: ClientKind,
    /** Who speaks on this page. */
    private readonly speaker: string,
    private readonly onMessage: (client: ClusterClient, message: TopicMessage) => void,
  ) {}

  /** Resolves when it has landed somewhere, or when that failed for the first time. */
  start(): Promise<void> {
    this.stop();
    const stopping = new AbortController();
    this.stopping = stopping;
    return new Promise((tried) => {
      this.tried = tried;
      void this.keepConnected(stopping.signal);
    });
  }

  /** Ends its connection. It comes anew, and knows nothing of before. */
  stop(): void {
    this.stopping?.abort();
    this.stopping = undefined;
    this.socket = undefined;
    this.last = undefined;
    this.state.value = 'off';
    this.server.value = undefined;
  }

  /** Another bus numbers its messages otherwise: from its first one on, all are news. */
  beginAgain(): void {
    if (this.last !== undefined) this.last = 0;
    this.heard.value = new Set();
  }

  /** Says a word: over its WebSocket, or by a POST to whichever server that reaches. */
  say(text: string): Promise<Outcome> {
    if (this.socket?.isOpen) return this.socket.say(text);
    return publish(CLUSTER_TOPIC, this.speaker, text);
  }

  private async keepConnected(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.connect(signal).catch(() => undefined);
      this.tried();
      if (signal.aborted) return;
      this.state.value = 'away';
      this.server.value = undefined;
      await wait(RETRY, signal);
    }
  }

  /** Resolves or rejects when the connection is over. */
  private connect(signal: AbortSignal): Promise<void> {
    const ear = this.ear(signal);
    switch (this.kind) {
      case 'websocket':
        this.socket = new TopicSocket(CLUSTER_TOPIC, this.speaker, ear, signal);
        return this.socket.listen();
      case 'sse':
        return overEvents(CLUSTER_TOPIC, ear, signal);
      case 'long-polling':
        return overLongPolls(CLUSTER_TOPIC, ear, signal);
    }
  }

  /** Deaf to what comes after its connection was given up. */
  private ear(signal: AbortSignal): Ear {
    const { last } = this;
    const isOver = () => signal.aborted;
    const client = this;
    return {
      get last() {
        return isOver() ? last : client.last;
      },
      landed(server) {
        if (isOver()) return;
        client.server.value = server;
        client.state.value = 'connected';
        client.tried();
      },
      hear(message) {
        if (isOver()) return;
        client.last = message.id;
        client.onMessage(client, message);
      },
      beginAt(cursor) {
        if (!isOver()) client.last = cursor;
      },
    };
  }
}
