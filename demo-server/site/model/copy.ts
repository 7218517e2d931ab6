import { signal } from '@preact/signals';
import type { SharedThing, Standing } from '../../shared/shared-thing.ts';
import type { TopicMessage } from '../../wire/topic/message.ts';

/** Readings in a row, when the answer is older than what the lane has heard already. */
const ATTEMPTS = 4;

/** Messages kept while the whole is being read; who falls further behind reads it once more. */
const KEPT = 500;

/**
 * What one lane's messages have come to: its own copy of what all share. It reads the whole when it
 * begins and when its messages have a gap; in between it carries out what comes, one by one.
 */
export class Copy<State extends Standing> {
  /** Undefined until the whole was read for the first time. */
  readonly state = signal<State | undefined>(undefined);
  /** How many times the whole was read. */
  readonly reads = signal(0);
  private waiting: TopicMessage[] = [];
  private isReading = false;
  /** Counts how often it was forgotten: what is read for an earlier life is for nobody. */
  private life = 0;
  /** Number of the message that came last. */
  private last = 0;

  /**
   * @param read asks the server for the whole; undefined when it could not be had
   * @param pause resolves when it is time to ask again
   */
  constructor(
    private readonly thing: SharedThing<State>,
    private readonly read: () => Promise<State | undefined>,
    private readonly pause: () => Promise<void>,
  ) {}

  take(message: TopicMessage): void {
    const { version } = this.thing.state;
    // A server that was restarted counts from 1 again.
    const isAnew = message.id < this.last;
    this.last = message.id;
    const isKnown = this.state.peek() !== undefined && !this.isReading;
    if (isKnown && message.id === version + 1) {
      this.carryOut(message);
    } else if (!isKnown || message.id > version || isAnew) {
      this.keep(message);
      void this.readWhole();
    }
  }

  /** Reads the whole, and carries out what came meanwhile. */
  async readWhole(): Promise<void> {
    if (this.isReading) return;
    this.isReading = true;
    const life = this.life;
    const state = await this.readRecent();
    if (life !== this.life) return;
    this.isReading = false;
    if (state === undefined) return;
    this.thing.goOnFrom(state);
    for (const message of this.waiting.splice(0))
      if (message.id > this.thing.state.version) this.thing.take(message);
    this.reads.value += 1;
    this.state.value = this.thing.state;
  }

  /** Of a cluster's servers, another may answer, which has not heard yet what this lane has. */
  private async readRecent(): Promise<State | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const state = await this.read();
      const next = state && this.waiting.find(({ id }) => id > state.version);
      const isBehind = state && next && next.id > state.version + 1;
      if (!isBehind || attempt === ATTEMPTS) return state;
      await this.pause();
    }
  }

  /** Forgets everything: its lane was stopped. */
  forget(): void {
    this.life += 1;
    this.isReading = false;
    this.thing.forget();
    this.waiting = [];
    this.last = 0;
    this.state.value = undefined;
    this.reads.value = 0;
  }

  private keep(message: TopicMessage): void {
    this.waiting = [...this.waiting.slice(1 - KEPT), message];
  }

  private carryOut(message: TopicMessage): void {
    this.thing.take(message);
    this.state.value = this.thing.state;
  }
}
