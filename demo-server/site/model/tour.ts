import { signal } from '@preact/signals';
import { wait } from '../transports/wait.ts';
import type { Laboratory } from './laboratory.ts';

/** How often the tour says something in the chat, and asks the assistant (milliseconds). */
const CHAT_PERIOD = 2000;
const ASSISTANT_PERIOD = 6000;

const LINES = [
  'Who hears this?',
  'Everybody who subscribed.',
  'And over which transport?',
  'Look at the tags.',
] as const;

/** Every kind of traffic at once, with somebody who talks: what `?autostart` begins. */
export class Tour {
  readonly running = signal(false);
  private readonly laboratory: Laboratory;
  private stopping: AbortController | undefined;

  constructor(laboratory: Laboratory) {
    this.laboratory = laboratory;
  }

  start(): void {
    if (this.stopping) return;
    this.stopping = new AbortController();
    this.running.value = true;
    const { chat, ticker, notifications, document, board } = this.laboratory.benches;
    const lanes = [
      chat.lanes.stomp,
      chat.lanes.websocket,
      ticker.lanes.polling,
      ticker.lanes.sse,
      ticker.lanes.streaming,
      notifications.lanes['long-polling'],
      document.lanes.mqtt,
      document.lanes.sockjs,
      board.lanes['socket-io'],
      board.lanes.graphql,
      board.lanes.rsocket,
    ];
    for (const lane of lanes) lane.start();
    void this.talk(this.stopping.signal);
    void this.ask(this.stopping.signal);
  }

  stop(): void {
    this.stopping?.abort();
    this.stopping = undefined;
    this.running.value = false;
    this.laboratory.stopAll();
  }

  private async talk(signal: AbortSignal): Promise<void> {
    const { stomp, websocket } = this.laboratory.benches.chat.lanes;
    for (let turn = 0; !signal.aborted; turn += 1) {
      await wait(CHAT_PERIOD, signal);
      if (signal.aborted) return;
      const [lane, name] = turn % 2 === 0 ? [stomp, 'ada'] : [websocket, 'bob'];
      lane.publish(name, LINES[turn % LINES.length] ?? LINES[0]);
    }
  }

  private async ask(signal: AbortSignal): Promise<void> {
    for (let turn = 0; !signal.aborted; turn += 1) {
      const style = turn % 2 === 0 ? 'openai' : 'anthropic';
      const prompt = 'What is the difference between a poll and a push?';
      await this.laboratory.assistant.ask({ prompt, tokens: 40, interval: 50, style });
      await wait(ASSISTANT_PERIOD, signal);
    }
  }
}
