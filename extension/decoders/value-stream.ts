import { JoinedBytes } from '../bytes/joined-bytes.ts';
import { Payload } from '../bytes/payload.ts';
import { LIMITS } from '../contract/limits.ts';
import type { DecoderInput, Direction, Layer, Problem, Session, Source, Unit } from './contract.ts';

/** Units made of one message; what follows comes as one more. */
const MOST_UNITS = 1000;
/** Plain values of one message that are looked at one by one. */
const MOST_PLAIN = 100_000;

/** Finds where binary values end; goes on where it stopped when more bytes are there. */
export interface ValueScanner {
  /** Bytes of the first value, or why that cannot be said. The bytes may only have grown. */
  next(bytes: Uint8Array): number | 'incomplete' | 'broken';
  /** Begins anew with another value. */
  reset(): void;
}

/** What a self-describing binary format says of its values. */
export interface ValueFormat {
  readonly protocol: string;
  readonly title: string;
  scanner(): ValueScanner;
  /** Whether the value at the beginning is no container: such values share a unit. */
  isPlain(bytes: Uint8Array): boolean;
  /** Why these bytes are not the format at all. */
  foreignness(bytes: Uint8Array): Problem | undefined;
  layer(payload: Payload): Layer;
}

/** Values one after the other, each message whole or a body in parts. */
export class ValueSession implements Session {
  readonly #lanes: Readonly<Record<Direction, Lane>>;

  constructor(format: ValueFormat) {
    this.#lanes = { sent: new Lane(format), received: new Lane(format) };
  }

  feed(input: DecoderInput): readonly Unit[] {
    return this.#lanes[input.direction].feed(input);
  }

  end(): readonly Unit[] {
    return [...this.#lanes.sent.end(), ...this.#lanes.received.end()];
  }
}

/** The bytes of one direction. */
class Lane {
  readonly #format: ValueFormat;
  readonly #scanner: ValueScanner;
  readonly #pending = new JoinedBytes();
  #last: DecoderInput | undefined;

  constructor(format: ValueFormat) {
    this.#format = format;
    this.#scanner = format.scanner();
  }

  feed(input: DecoderInput): readonly Unit[] {
    if (input.payload.isText) return [...this.end(), this.#foreignText(input)];
    const { bytes } = input.payload;
    if (!input.isPart && this.#isOneValue(bytes))
      return [this.#unit(input, [{ message: input.message, range: [0, bytes.length] }], bytes)];
    this.#last = input;
    this.#pending.append(input.message, bytes);
    const { units, isBroken } = this.#complete(input);
    const isOver = !input.isPart || isBroken || this.#pending.length > LIMITS.decoderPending;
    return isOver ? [...units, ...this.end()] : units;
  }

  end(): readonly Unit[] {
    this.#scanner.reset();
    if (!this.#last || this.#pending.length === 0) return [];
    return [this.#take(this.#last, this.#pending.length)];
  }

  /** Most messages are one value: nothing has to be joined or cut. */
  #isOneValue(bytes: Uint8Array): boolean {
    return this.#pending.length === 0 && this.#scanner.next(bytes) === bytes.length;
  }

  /** A unit for each container, and one for plain values that stand together. */
  #complete(input: DecoderInput): { readonly units: readonly Unit[]; readonly isBroken: boolean } {
    const units: Unit[] = [];
    let plain = 0;
    let plainCount = 0;
    let length: number | 'incomplete' | 'broken' = 'incomplete';
    while (units.length < MOST_UNITS && plainCount < MOST_PLAIN) {
      if (plain === this.#pending.length) break;
      const { bytes } = this.#pending;
      const rest = plain === 0 ? bytes : bytes.subarray(plain);
      length = this.#scanner.next(rest);
      if (typeof length === 'string') break;
      if (this.#format.isPlain(rest)) {
        plain += length;
        plainCount += 1;
        continue;
      }
      if (plain > 0) units.push(this.#take(input, plain));
      units.push(this.#take(input, length));
      plain = 0;
    }
    if (plain > 0) units.push(this.#take(input, plain));
    return { units, isBroken: length === 'broken' };
  }

  #take(input: DecoderInput, length: number): Unit {
    const { bytes, sources } = this.#pending.take(length);
    return this.#unit(input, sources, bytes);
  }

  #unit(input: DecoderInput, sources: readonly Source[], bytes: Uint8Array): Unit {
    const payload = Payload.ofBytes(bytes);
    const problem = this.#format.foreignness(bytes);
    if (problem) return this.#foreign(input, sources, payload, problem);
    return unit(input, sources, this.#format.layer(payload));
  }

  #foreignText(input: DecoderInput): Unit {
    const { message, payload } = input;
    const reason = `${this.#format.title} is sent as bytes, and this is a text message.`;
    const sources = [{ message, range: [0, payload.byteLength] }] as const;
    return this.#foreign(input, sources, payload, { kind: 'text-message', offset: 0, reason });
  }

  /** What came although it is another format; other decoders say which. */
  #foreign(input: DecoderInput, sources: readonly Source[], payload: Payload, problem: Problem) {
    const { protocol, title } = this.#format;
    const layer: Layer = {
      protocol,
      summary: `not ${title}`,
      payload,
      problems: [problem],
      inner: { payload, range: [0, payload.byteLength] },
      fields: () => [],
    };
    return { ...unit(input, sources, layer), isForeign: true };
  }
}

function unit({ direction, time }: DecoderInput, sources: readonly Source[], layer: Layer): Unit {
  return { sources, direction, time, layer };
}

/** Printable ASCII, line ends and tabs, and nothing else. */
export function isPlainText(bytes: Uint8Array): boolean {
  return bytes.every(
    (byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09,
  );
}
