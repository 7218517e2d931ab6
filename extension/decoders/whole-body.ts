import { JoinedBytes } from '../bytes/joined-bytes.ts';
import { Payload } from '../bytes/payload.ts';
import { LIMITS } from '../contract/limits.ts';
import type { DecoderInput, Direction, Layer, Problem, Session, Source, Unit } from './contract.ts';

/** What a whole message or body is: a layer, and whether it is the protocol at all. */
export interface Verdict {
  readonly layer: Layer;
  readonly isForeign?: boolean;
}

/** `time` is that of the message, in epoch milliseconds. */
type Read = (payload: Payload, time: number, direction: Direction) => Verdict;

/** A format whose values say nothing of where they end: one fills a message, or a body in parts. */
export class WholeBodySession implements Session {
  readonly #read: Read;
  readonly #pending: Readonly<Record<Direction, JoinedBytes>> = {
    sent: new JoinedBytes(),
    received: new JoinedBytes(),
  };
  readonly #last: Partial<Record<Direction, DecoderInput>> = {};

  constructor(read: Read) {
    this.#read = read;
  }

  feed(input: DecoderInput): readonly Unit[] {
    const { message, direction, payload, isPart } = input;
    const pending = this.#pending[direction];
    if (!isPart && pending.length === 0) {
      return [this.#unit(input, payload, [{ message, range: [0, payload.byteLength] }])];
    }
    pending.append(message, payload.bytes);
    this.#last[direction] = input;
    const isOver = !isPart || pending.length > LIMITS.decoderPending;
    return isOver ? this.#take(input) : [];
  }

  end(): readonly Unit[] {
    return Object.values(this.#last).flatMap((input) => this.#take(input));
  }

  #take(input: DecoderInput): readonly Unit[] {
    const pending = this.#pending[input.direction];
    if (pending.length === 0) return [];
    const { bytes, sources } = pending.take(pending.length);
    return [this.#unit(input, Payload.ofBytes(bytes), sources)];
  }

  #unit({ direction, time }: DecoderInput, payload: Payload, sources: readonly Source[]): Unit {
    return { sources, direction, time, ...this.#read(payload, time, direction) };
  }
}

/** What came although it is another format; other decoders say which. */
export function foreign(
  { protocol, title }: { readonly protocol: string; readonly title: string },
  payload: Payload,
  problem: Problem,
): Verdict {
  const layer: Layer = {
    protocol,
    summary: `not ${title}`,
    payload,
    problems: [problem],
    inner: { payload, range: [0, payload.byteLength] },
    fields: () => [],
  };
  return { layer, isForeign: true };
}
