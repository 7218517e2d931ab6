import { isMessage, parsed } from '../../transports/reading.ts';
import { socketUrl } from '../../transports/reconnecting-socket.ts';
import { askServer, type Ear } from './ear.ts';
import type { Outcome } from './outcome.ts';

/** What is said over a socket is answered by the message itself, or by an error in the same order. */
interface Waiting {
  readonly text: string;
  readonly answer: (outcome: Outcome) => void;
}

/** A WebSocket that hears and says. */
export class TopicSocket {
  private readonly socket: WebSocket;
  private waiting: readonly Waiting[] = [];

  constructor(
    private readonly topic: string,
    private readonly speaker: string,
    private readonly ear: Ear,
    private readonly signal: AbortSignal,
  ) {
    this.socket = new WebSocket(socketUrl(`/ws?topic=${topic}`));
    signal.addEventListener('abort', () => this.socket.close(), { once: true });
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  /** Resolves when the connection is over. */
  listen(): Promise<void> {
    return new Promise((over) => {
      this.socket.onmessage = ({ data }: MessageEvent<string>) => this.take(parsed(data));
      this.socket.onclose = () => {
        for (const { answer } of this.waiting) answer({ kind: 'unsure' });
        this.waiting = [];
        over();
      };
    });
  }

  say(text: string): Promise<Outcome> {
    const command = { kind: 'publish', topic: this.topic, from: this.speaker, text };
    this.socket.send(JSON.stringify(command));
    return new Promise((answer) => {
      this.waiting = [...this.waiting, { text, answer }];
    });
  }

  private take(news: unknown): void {
    if (typeof news !== 'object' || news === null) return;
    if ('kind' in news && news.kind === 'welcome' && 'server' in news)
      void this.welcomed(String(news.server));
    if ('error' in news)
      this.answer(this.waiting[0], { kind: 'refused', reason: String(news.error) });
    if (!('message' in news) || !isMessage(news.message)) return;
    const { from, text, server } = news.message;
    this.ear.hear(news.message);
    if (from !== this.speaker) return;
    const own = this.waiting.find((one) => one.text === text);
    this.answer(own, { kind: 'published', server });
  }

  private answer(one: Waiting | undefined, outcome: Outcome): void {
    this.waiting = this.waiting.filter((other) => other !== one);
    one?.answer(outcome);
  }

  /** A socket resumes nothing by itself: what was missed is asked for at the server it landed on. */
  private async welcomed(server: string): Promise<void> {
    const { ear, topic, signal } = this;
    const before = ear.last;
    const cursor = before === undefined ? '' : `?cursor=${before}`;
    const asked = askServer(server, `/api/poll/${topic}${cursor}`, signal);
    const body = await asked.catch(() => undefined);
    if (before !== undefined) for (const message of body?.messages ?? []) ear.hear(message);
    else if (ear.last === undefined) ear.beginAt(body?.cursor ?? 0);
    ear.landed(server);
  }
}
