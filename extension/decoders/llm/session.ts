import type { DecoderInput, Problem, Session, Unit } from '../contract.ts';
import { Waiting } from '../waiting.ts';
import { checkPlace, checkType } from './checks.ts';
import { Completion } from './completion.ts';
import type { StreamEvent } from './event.ts';
import { EventLayer, foreignLayer } from './event-layer.ts';
import { continuingEvent, isEndMark, type Recognised, recogniseEvent } from './recognise.ts';

/** Characters of an id. */
const ID = 200;

/** Follows the answers of one stream, one after the other or side by side. */
export class LlmSession implements Session {
  readonly #known = new Waiting<Completion>();
  #current: Completion | undefined;
  #unnamed = 0;

  feed(input: DecoderInput): readonly Unit[] {
    const { payload } = input;
    if (input.isPart) return [foreignUnit(input)];
    if (isEndMark(payload)) return [this.#read(input, END_MARK, [])];
    const recognised = recogniseEvent(payload) ?? this.#continuing(input);
    if (!recognised) return [foreignUnit(input)];
    const { event, vendor } = recognised;
    return [this.#read(input, vendor.read(event), checkType(event, input.event))];
  }

  end(): readonly Unit[] {
    return [];
  }

  #continuing({ payload, event }: DecoderInput): Recognised | undefined {
    return event && continuingEvent(payload, event);
  }

  #read(input: DecoderInput, event: StreamEvent, found: readonly Problem[]): Unit {
    const { message, direction, time, payload } = input;
    const completion = this.#completionOf(event);
    const problems = completion ? [...found, ...checkPlace(event, completion)] : found;
    if (completion) completion.add(event);
    const layer = new EventLayer(payload, event, problems, completion);
    return {
      sources: [{ message, range: [0, payload.byteLength] }],
      direction,
      time,
      layer,
      channel: completion?.channel,
      isHeartbeat: completion && event.isHeartbeat,
      isForeign: undefined,
    };
  }

  /** By its id; without one an event belongs to the answer that is coming in. */
  #completionOf(event: StreamEvent): Completion | undefined {
    const id = event.id?.slice(0, ID);
    const known = id === undefined ? this.#current : this.#known.get(id);
    const isSilent = event.changes.length === 0 && event.model === undefined;
    const isLate = known?.isOver && id === undefined && !isSilent && !event.isEnd;
    if (known && !isLate) {
      this.#current = known;
      return known;
    }
    if (id === undefined && isSilent) return undefined;
    if (id === undefined) this.#unnamed += 1;
    const name = id ?? `answer ${this.#unnamed}`;
    const completion = new Completion(name, event.isBeginning ?? false);
    this.#known.set(name, completion);
    this.#current = completion;
    return completion;
  }
}

function foreignUnit({ message, direction, time, payload }: DecoderInput): Unit {
  const sources = [{ message, range: [0, payload.byteLength] as const }];
  return { sources, direction, time, layer: foreignLayer(payload), isForeign: true };
}

const END_MARK: StreamEvent = { title: 'end mark', changes: [], isEnd: true };
