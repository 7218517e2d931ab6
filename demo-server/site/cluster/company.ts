import { signal } from '@preact/signals';
import type { TopicMessage } from '../../wire/topic/message.ts';
import { randomName } from '../transports/client-name.ts';
import { ClusterClient } from './clients/client.ts';
import type { Word } from './words.ts';

/** Words kept. */
const KEPT = 200;

/** Between two words, when one is said after the other (milliseconds). */
const PACE = 1000;

/** Several clients side by side, and what was said among them. */
export class Company {
  readonly clients: readonly ClusterClient[];
  readonly words = signal<readonly Word[]>([]);
  readonly isTalking = signal(false);
  private readonly speaker = `page ${randomName()}`;
  private said = 0;
  private starts = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    this.clients = [
      this.client('WebSocket 1', 'websocket'),
      this.client('WebSocket 2', 'websocket'),
      this.client('SSE 1', 'sse'),
      this.client('SSE 2', 'sse'),
      this.client('Long poll', 'long-polling'),
    ];
  }

  /** One client after the other: they take the servers in turn. */
  async start(): Promise<void> {
    for (const client of this.clients) client.stop();
    this.starts += 1;
    const mine = this.starts;
    for (const client of this.clients) {
      await client.start();
      if (mine !== this.starts) return;
    }
  }

  /** Forgets what was said: over another bus the account begins anew. */
  forget(): void {
    this.words.value = [];
    for (const client of this.clients) client.beginAgain();
  }

  stop(): void {
    this.talk(false);
    this.starts += 1;
    for (const client of this.clients) client.stop();
  }

  /** One client after the other says a word. */
  talk(isOn: boolean): void {
    clearInterval(this.timer);
    this.isTalking.value = isOn;
    if (!isOn) return;
    const next = () => {
      const connected = this.clients.filter(({ state }) => state.peek() === 'connected');
      const client = connected[this.said % Math.max(1, connected.length)] ?? this.clients[0];
      if (client) void this.say(client);
    };
    this.timer = setInterval(next, PACE);
    next();
  }

  /** The word of a number in a message of this page; undefined where it is somebody else's. */
  numberIn({ from, text }: TopicMessage): number | undefined {
    const number = /^word (\d+)$/.exec(text)?.[1];
    return from === this.speaker && number !== undefined ? Number(number) : undefined;
  }

  async say(client: ClusterClient): Promise<void> {
    this.said += 1;
    const number = this.said;
    const here = this.clients.filter(({ state }) => state.peek() === 'connected');
    const present = new Set(here.map(({ name }) => name));
    const outcome = { kind: 'saying' } as const;
    const word: Word = { number, by: client.name, time: Date.now(), outcome, present };
    this.words.value = [...this.words.peek(), word].slice(-KEPT);
    this.settle(number, await client.say(`word ${number}`));
  }

  private client(name: string, kind: ClusterClient['kind']): ClusterClient {
    return new ClusterClient(name, kind, this.speaker, (client, message) => {
      const number = this.numberIn(message);
      if (number === undefined) return;
      client.heard.value = new Set([...client.heard.peek(), number]);
      // Whatever its speaker was told: what was heard was published.
      this.settle(number, { kind: 'published', server: message.server });
    });
  }

  private settle(number: number, outcome: Word['outcome']): void {
    const isNews = (word: Word) => word.number === number && word.outcome.kind !== 'published';
    if (!this.words.peek().some(isNews)) return;
    this.words.value = this.words
      .peek()
      .map((word) => (isNews(word) ? { ...word, outcome } : word));
  }
}
