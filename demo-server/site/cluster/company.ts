import { signal } from '@preact/signals';
import { reasonOf } from '../transports/reading.ts';
import { ClusterClient } from './cluster-client.ts';
import type { Word } from './loss.ts';

/** Words kept. */
const KEPT = 200;

/** Several clients side by side, and what was said among them. */
export class Company {
  readonly clients: readonly ClusterClient[];
  readonly words = signal<readonly Word[]>([]);
  /** Why the last word was not published; empty when it was. */
  readonly refused = signal('');
  readonly isTalking = signal(false);
  private said = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    const speaker = `page ${crypto.randomUUID().slice(0, 8)}`;
    this.clients = [
      new ClusterClient('WebSocket 1', 'websocket', speaker),
      new ClusterClient('WebSocket 2', 'websocket', speaker),
      new ClusterClient('SSE 1', 'sse', speaker),
      new ClusterClient('SSE 2', 'sse', speaker),
      new ClusterClient('Long poll', 'long-polling', speaker),
    ];
  }

  start(): void {
    for (const client of this.clients) client.start();
  }

  /** Forgets what was said: over another bus the account begins anew. */
  forget(): void {
    this.words.value = [];
  }

  stop(): void {
    this.talk(false);
    for (const client of this.clients) client.stop();
  }

  /** One client after the other says a word a second. */
  talk(isOn: boolean): void {
    clearInterval(this.timer);
    this.isTalking.value = isOn;
    if (!isOn) return;
    this.timer = setInterval(() => {
      const connected = this.clients.filter((client) => client.isConnected.peek());
      const client = connected[this.said % Math.max(1, connected.length)] ?? this.clients[0];
      if (client) void this.say(client);
    }, 1000);
  }

  async say(client: ClusterClient): Promise<void> {
    this.said += 1;
    const number = this.said;
    const here = this.clients.filter((one) => one.isConnected.peek());
    const present = new Set(here.map(({ name }) => name));
    try {
      const server = await client.say(`word ${number}`);
      const word = { number, time: Date.now(), server, present };
      this.words.value = [...this.words.value, word]
        .sort((a, b) => a.number - b.number)
        .slice(-KEPT);
      this.refused.value = '';
    } catch (error) {
      this.refused.value = reasonOf(error);
    }
  }
}
