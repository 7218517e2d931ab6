import type { ConnectionFacts, Decoder, DecoderInput, Session, Unit } from './contract.ts';
import { type Reading, readings, withFailure } from './reading.ts';
import {
  byContent,
  type Choice,
  claimed,
  type Recognised,
  sniffed,
  unclaimed,
} from './recognise.ts';

/** So many messages in a row that are not the protocol, and the connection no longer speaks it. */
const FOREIGN_RUN = 3;

/** Opens a decoder for a stream. */
export type OpenSession = (decoder: Decoder, facts: ConnectionFacts) => Session;

const openAlone: OpenSession = (decoder, facts) => decoder.open(facts);

interface Bound extends Choice {
  readonly session: Session;
  /** Whether it ever said something of its protocol. */
  isProven: boolean;
  foreignRun: number;
}

interface Claim {
  readonly choice: Choice | undefined;
  readonly written: readonly Decoder[];
}

/**
 * Finds the decoder for a stream of messages and feeds it. A decoder with state stays bound to the
 * stream until the messages contradict it; the others are chosen anew for each message.
 */
export class Binding {
  readonly #decoders: readonly Decoder[];
  readonly #sessions = new Map<Decoder, Session>();
  /** Decoders that what was declared wrongly spoke for, or that failed. */
  readonly #refuted = new Set<Decoder>();
  readonly #override: Choice | undefined;
  readonly #open: OpenSession;
  #facts: ConnectionFacts;
  #claim: Claim | undefined;
  #bound: Bound | undefined;
  #last: Choice | undefined;

  constructor(
    facts: ConnectionFacts,
    decoders: readonly Decoder[],
    override?: Choice,
    open: OpenSession = openAlone,
  ) {
    this.#facts = facts;
    this.#decoders = decoders;
    this.#override = override;
    this.#open = open;
  }

  get recognition(): Recognised | undefined {
    const choice = this.#bound ?? this.#last;
    if (!choice) return undefined;
    const { protocol, title } = choice.decoder;
    return { protocol, title, ...choice.recognition };
  }

  learn(facts: ConnectionFacts): void {
    const { mime, protocol, protobuf } = this.#facts;
    const isSame =
      facts.mime === mime && facts.protocol === protocol && facts.protobuf === protobuf;
    if (!isSame) {
      this.#claim = undefined;
      this.#sessions.clear();
    }
    this.#facts = facts;
  }

  feed(input: DecoderInput): readonly Reading[] {
    // An empty message completes no unit of most protocols; it is shown all the same.
    if (!input.event && input.payload.isEmpty && !this.awaitsEmpty(input))
      return this.#feedOnce(unclaimed(input), input);
    if (this.#bound) return this.#feedBound(this.#bound, input);
    return this.#feedChoice(this.#choose(input), input);
  }

  /** Whether a message without any bytes says something to the decoder that reads the stream. */
  awaitsEmpty(input: DecoderInput): boolean {
    const { session } = this.#bound ?? {};
    return attempt(() => session?.awaitsEmpty?.(input)) ?? false;
  }

  end(): readonly Reading[] {
    const bound = this.#bound;
    this.#bound = undefined;
    return bound ? readings(bound, attempt(() => bound.session.end()) ?? []) : [];
  }

  #choose(input: DecoderInput): Choice {
    if (this.#override) return this.#override;
    this.#claim ??= this.#claimed();
    const { choice, written } = this.#claim;
    const inside = input.isPart ? undefined : byContent(written, input, this.#facts);
    return inside ?? choice ?? sniffed(this.#decoders, input, this.#facts);
  }

  /** What was declared, and which protocols are declared as nothing but that. */
  #claimed(): Claim {
    const choice = claimed(this.#unrefuted(), this.#facts);
    if (!choice) return { choice, written: [] };
    const { protocol } = choice.decoder;
    return { choice, written: this.#unrefuted().filter((one) => one.writtenIn === protocol) };
  }

  #feedChoice(choice: Choice, input: DecoderInput): readonly Reading[] {
    this.#last = choice;
    if (choice.decoder.isStateless && !input.isPart) return this.#feedOnce(choice, input);
    const session = attempt(() => this.#open(choice.decoder, this.#facts));
    if (!session) return this.#failed(choice, input);
    this.#bound = { ...choice, session, isProven: false, foreignRun: 0 };
    return this.#feedBound(this.#bound, input);
  }

  #feedOnce(choice: Choice, input: DecoderInput): readonly Reading[] {
    const { decoder } = choice;
    const units = attempt(() => this.#session(decoder).feed(input));
    return units ? readings(choice, units) : this.#failed(choice, input);
  }

  #session(decoder: Decoder): Session {
    const known = this.#sessions.get(decoder);
    if (known) return known;
    const session = decoder.open(this.#facts);
    this.#sessions.set(decoder, session);
    return session;
  }

  #feedBound(bound: Bound, input: DecoderInput): readonly Reading[] {
    const units = attempt(() => bound.session.feed(input));
    if (!units) return [...this.end(), ...this.#failed(bound, input)];
    return this.#isContradicted(bound, units)
      ? this.#rebind(bound, units, input)
      : readings(bound, units);
  }

  #isContradicted(bound: Bound, units: readonly Unit[]): boolean {
    if (units.some((unit) => !unit.isForeign && !unit.isHeartbeat)) {
      bound.isProven = true;
      bound.foreignRun = 0;
    } else if (units.some((unit) => unit.isForeign)) {
      bound.foreignRun += 1;
    }
    const limit = bound.isProven ? FOREIGN_RUN : 1;
    return bound.recognition.by !== 'person' && bound.foreignRun >= limit;
  }

  #rebind(bound: Bound, units: readonly Unit[], input: DecoderInput): readonly Reading[] {
    this.#refute(bound.decoder);
    const rest = this.end();
    const isWholeInput = units.every((unit) =>
      unit.sources.every((source) => source.message === input.message),
    );
    if (bound.isProven || !isWholeInput || rest.length > 0)
      return [...readings(bound, units), ...rest];
    const others = this.#decoders.filter((decoder) => decoder !== bound.decoder);
    return this.#feedChoice(
      claimed(this.#unrefuted(), this.#facts) ?? sniffed(others, input, this.#facts),
      input,
    );
  }

  #refute(decoder: Decoder): void {
    this.#refuted.add(decoder);
    this.#claim = undefined;
  }

  #unrefuted(): readonly Decoder[] {
    return this.#decoders.filter((decoder) => !this.#refuted.has(decoder));
  }

  /** A decoder threw, which it must never do: the message is shown as it is, and says so. */
  #failed(choice: Choice, input: DecoderInput): readonly Reading[] {
    this.#refute(choice.decoder);
    const raw = unclaimed(input);
    const units = raw.decoder.open(this.#facts).feed({ ...input, isPart: false });
    return readings(raw, units).map((reading) => withFailure(reading, choice.decoder.title));
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
