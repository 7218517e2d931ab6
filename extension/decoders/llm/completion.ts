import { LIMITS } from '../../contract/limits.ts';
import type { ChannelName } from '../contract.ts';
import { Answer } from './answer.ts';
import type { Change } from './change.ts';
import type { StreamEvent } from './event.ts';

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
  readonly #changes: Change[] = [];
  #isOver = false;
  #sequence: number | undefined;
  #model: string | undefined;
  #weight = 0;
  #isFull = false;
  #look: { at: number; answer: Answer } = { at: 0, answer: new Answer() };

  constructor(id: string, isWhole: boolean) {
    this.channel = { id, name: id, type: 'llm-completion' };
    this.isWhole = isWhole;
  }

  /** Whether its last event came. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Number of the last event, where the vendor numbers them. */
  get sequence(): number | undefined {
    return this.#sequence;
  }

  /** How many changes there are: names a moment, for `answerAt`. */
  get now(): number {
    return this.#changes.length;
  }

  /** Whether it grew beyond what is kept. */
  get isFull(): boolean {
    return this.#isFull;
  }

  add({ model, changes, sequence, isEnd }: StreamEvent): void {
    if (model !== undefined && model !== this.#model) {
      this.#model = model;
      this.#keep({ kind: 'model', model });
    }
    this.#sequence = sequence ?? this.#sequence;
    if (isEnd) this.#isOver = true;
    for (const change of changes) this.#keep(change);
  }

  #keep(change: Change): void {
    const weight = ENTRY + lengthOf(change);
    this.#isFull ||= this.#weight + weight > LIMITS.decoderGathered;
    if (this.#isFull && change.kind !== 'stop' && change.kind !== 'usage') return;
    if (this.#weight > 2 * LIMITS.decoderGathered) return;
    this.#weight += weight;
    this.#changes.push(change);
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

/** Characters of its text. */
function lengthOf(change: Change): number {
  switch (change.kind) {
    case 'append':
    case 'set':
    case 'item':
      return change.text.length;
    case 'model':
    case 'name':
    case 'stop':
    case 'usage':
      return 0;
    default:
      return change satisfies never;
  }
}
