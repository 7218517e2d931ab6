import type { Payload } from '../../bytes/payload.ts';
import { oneLine } from '../../bytes/shorten.ts';
import type { Field, Layer, Problem } from '../contract.ts';
import { jsonFields, jsonProblems } from '../json-text.ts';
import { answerField } from './answer-field.ts';
import type { Completion } from './completion.ts';
import type { StreamEvent } from './event.ts';
import { isEndMark } from './recognise.ts';
import { describeAnswer, describeChanges } from './words.ts';

/** One event; what the answer says so far is put together when it is looked at. */
export class EventLayer implements Layer {
  readonly protocol = 'llm';
  readonly payload: Payload;
  readonly #event: StreamEvent;
  readonly #problems: readonly Problem[];
  /** The answer, and how much of it had come with this event. */
  readonly #completion: Completion | undefined;
  readonly #moment: number;

  constructor(
    payload: Payload,
    event: StreamEvent,
    problems: readonly Problem[],
    completion: Completion | undefined,
  ) {
    this.payload = payload;
    this.#event = event;
    this.#problems = problems;
    this.#completion = completion;
    this.#moment = completion?.now ?? 0;
  }

  get summary(): string {
    const { title, changes, isBeginning, isEnd, isFailure } = this.#event;
    if (isFailure) return oneLine(title);
    if (isEnd && this.#completion)
      return oneLine(`done: ${describeAnswer(this.#completion.answerAt(this.#moment))}`);
    const said = describeChanges(changes);
    return oneLine(isBeginning && said !== '' ? `${title}, ${said}` : said || title);
  }

  get problems(): readonly Problem[] {
    const own = isEndMark(this.payload) ? [] : jsonProblems(this.payload);
    return [...own, ...this.#problems].toSorted((a, b) => a.offset - b.offset);
  }

  fields(): readonly Field[] {
    const { payload } = this;
    const own: readonly Field[] = isEndMark(payload)
      ? [{ name: 'end mark', value: '[DONE]', range: [0, payload.byteLength] }]
      : jsonFields(payload);
    if (!this.#completion) return own;
    const answer = this.#completion.answerAt(this.#moment);
    return [...own, answerField(answer, this.#event.isEnd ?? false, this.#completion.isFull)];
  }
}

/** What came in between and is no such event. */
export function foreignLayer(payload: Payload): Layer {
  const reason = "This is not an event of a language model's stream.";
  return {
    protocol: 'llm',
    summary: 'not an event of a language model',
    payload,
    problems: [{ kind: 'foreign', offset: 0, reason }],
    fields: () => [],
    inner: { payload, range: [0, payload.byteLength] },
  };
}
