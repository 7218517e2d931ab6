import { LIMITS } from '../../contract/limits.ts';
import type { ChannelName } from '../contract.ts';
import { Answer } from './answer.ts';
import type { Change } from './change.ts';

/** What a change weighs beside its text, in characters. */
const ENTRY = 64;

/**
 * One answer of a language model while it comes in. It keeps what each event changes, and puts the
 * text together only when somebody looks: from the beginning, or from where the last look was.
 */
export class Completion {
  readonly channel: ChannelName;
  /** Whether its first event was seen. */
  readonly isWhole: boolean;
  isOver = false;
  /** Number of the last event, where the vendor numbers them. */
  sequence: number | undefined;
  readonly #changes: Change[] = [];
  #weight = 0;
  #isFull = false;
  #look: { at: number; answer: Answer } = { at: 0, answer: new Answer() };

  constructor(id: string, isWhole: boolean) {
    this.channel = { id, name: id, type: 'llm-completion' };
    this.isWhole = isWhole;
  }

  /** How many changes there are: names a moment, for `answerAt`. */
  get now(): number {
    return this.#changes.length;
  }

  /** Whether it grew beyond what is kept. */
  get isFull(): boolean {
    return this.#isFull;
  }

  add(changes: readonly Change[]): void {
    for (const change of changes) {
      const text = 'text' in change ? change.text.length : 0;
      this.#isFull ||= this.#weight + text + ENTRY > LIMITS.decoderGathered;
      if (this.#isFull && change.kind !== 'stop' && change.kind !== 'usage') continue;
      if (this.#weight > 2 * LIMITS.decoderGathered) return;
      this.#weight += text + ENTRY;
      this.#changes.push(change);
    }
  }

  /** The answer as it was at a moment. Valid until the next call. */
  answerAt(moment: number): Answer {
    if (this.#look.at > moment) this.#look = { at: 0, answer: new Answer() };
    const look = this.#look;
    for (; look.at < moment; look.at += 1) {
      const change = this.#changes[look.at];
      if (change) look.answer.apply(change);
    }
    return look.answer;
  }
}
