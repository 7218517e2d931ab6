import { Candidates, type Foreknowledge } from './candidates.ts';
import type { ConnectionFacts, Decoder, DecoderInput, Session, Unit } from './contract.ts';
import { type Reading, readings, withFailure } from './reading.ts';
import { type Choice, type Recognised, unclaimed } from './recognise.ts';

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
  /** Messages that it was given. */
  fed: number;
}

export interface BindingOptions extends Foreknowledge {
  readonly open?: OpenSession | undefined;
  /** Told of a choice that proved wrong after messages were read by it. */
  readonly regret?: ((choice: Choice) => void) | undefined;
}

/**
 * Finds the decoder for a stream of messages and feeds it. A decoder with state stays bound to the
 * stream until the messages contradict it; the others are chosen anew for each message.
 */
export class Binding {
  readonly #candidates: Candidates;
  readonly #sessions = new Map<Decoder, Session>();
  readonly #open: OpenSession;
  readonly #tellRegret: BindingOptions['regret'];
  #facts: ConnectionFacts;
  #bound: Bound | undefined;
  #last: Choice | undefined;
  #isReadAlone = false;

  constructor(
    facts: ConnectionFacts,
    decoders: readonly Decoder[],
    { open = openAlone, regret, ...foreknowledge }: BindingOptions = {},
  ) {
    this.#facts = facts;
    this.#candidates = new Candidates(decoders, foreknowledge);
    this.#open = open;
    this.#tellRegret = regret;
  }

  get recognition(): Recognised | undefined {
    const choice = this.#bound ?? this.#last;
    if (!choice) return undefined;
    const { protocol, title } = choice.decoder;
    return { protocol, title, ...choice.recognition };
  }

  /** Whether the last message was read by itself: no later one has anything to do with it. */
  get isReadAlone(): boolean {
    return this.#isReadAlone;
  }

  learn(facts: ConnectionFacts): void {
    const { mime, protocol, protobuf } = this.#facts;
    const isSame =
      facts.mime === mime && facts.protocol === protocol && facts.protobuf === protobuf;
    if (!isSame) {
      this.#candidates.learn();
      this.#sessions.clear();
    }
    this.#facts = facts;
  }

  feed(input: DecoderInput): readonly Reading[] {
    this.#isReadAlone = false;
    // An empty message completes no unit of most protocols; it is shown all the same.
    if (!input.event && input.payload.isEmpty && !this.awaitsEmpty(input))
      return this.#feedOnce(unclaimed(input), input);
    if (this.#bound?.decoder.isBytesOnly && input.payload.isText)
      return this.#feedOnce(this.#candidates.beside(input, this.#facts), input);
    if (this.#bound) return this.#feedBound(this.#bound, input);
    return this.#feedChoice(this.#candidates.choose(input, this.#facts), input);
  }

  /** Whether a message without any bytes says something to the decoder that reads the stream. */
  awaitsEmpty(input: DecoderInput): boolean {
    const { session } = this.#bound ?? {};
    return attempt(() => session?.awaitsEmpty?.(input)) ?? false;
  }

  end(): readonly Reading[] {
    const bound = this.#bound;
    if (!bound) return [];
    const units = attempt(() => bound.session.end()) ?? [];
    if (units.length > 0 && this.#isContradicted(bound, units)) this.#regret(bound);
    this.#bound = undefined;
    return readings(bound, units);
  }

  #feedChoice(choice: Choice, input: DecoderInput): readonly Reading[] {
    this.#last = choice;
    if (choice.decoder.isStateless && !input.isPart) return this.#feedOnce(choice, input);
    const session = attempt(() => this.#open(choice.decoder, this.#facts));
    if (!session) return this.#failed(choice, input);
    this.#bound = { ...choice, session, isProven: false, foreignRun: 0, fed: 0 };
    return this.#feedBound(this.#bound, input);
  }

  /** A message that is not what was declared is read as what it is, where that can be told. */
  #feedOnce(
    choice: Choice,
    input: DecoderInput,
    tried: readonly Choice[] = [],
  ): readonly Reading[] {
    const { decoder, recognition } = choice;
    this.#isReadAlone = decoder.isStateless ?? false;
    const session = this.#sessions.get(decoder) ?? attempt(() => this.#openStateless(decoder));
    const units = session && feedSafely(session, input);
    if (!units) return this.#failed(choice, input);
    const isForeign = units.length > 0 && units.every(isForeignUnit);
    if (!isForeign || recognition.by === 'person') return readings(choice, units);
    const all = [...tried, choice];
    const found = this.#candidates.lookAgain(all, input, this.#facts);
    if (!found) return readings(choice, units);
    this.#last = found;
    return found.decoder.isStateless
      ? this.#feedOnce(found, input, all)
      : this.#feedChoice(found, input);
  }

  #openStateless(decoder: Decoder): Session {
    const session = decoder.open(this.#facts);
    this.#sessions.set(decoder, session);
    return session;
  }

  #feedBound(bound: Bound, input: DecoderInput): readonly Reading[] {
    bound.fed += 1;
    const units = feedSafely(bound.session, input);
    if (!units) return [...this.end(), ...this.#failed(bound, input)];
    return this.#isContradicted(bound, units)
      ? this.#rebind(bound, units, input)
      : readings(bound, units);
  }

  #isContradicted(bound: Bound, units: readonly Unit[]): boolean {
    if (units.some(isProof)) {
      bound.isProven = true;
      bound.foreignRun = 0;
    } else if (units.some(isForeignUnit)) {
      bound.foreignRun += 1;
    }
    const limit = bound.isProven ? FOREIGN_RUN : 1;
    return bound.recognition.by !== 'person' && bound.foreignRun >= limit;
  }

  #rebind(bound: Bound, units: readonly Unit[], input: DecoderInput): readonly Reading[] {
    this.#candidates.refute(bound.decoder);
    const rest = this.end();
    const isWholeInput = units.every((unit) =>
      unit.sources.every((source) => source.message === input.message),
    );
    if (bound.fed > 1) this.#regret(bound);
    if (bound.isProven || !isWholeInput || rest.length > 0)
      return [...readings(bound, units), ...rest];
    return this.#feedChoice(this.#candidates.chooseInstead(bound, input, this.#facts), input);
  }

  /** What was read by a choice that never proved right has to be read again without it. */
  #regret(bound: Bound): void {
    if (!bound.isProven) this.#tellRegret?.(bound);
  }

  /** A decoder threw, which it must never do: the message is shown as it is, and says so. */
  #failed(choice: Choice, input: DecoderInput): readonly Reading[] {
    this.#candidates.refute(choice.decoder);
    const raw = unclaimed(input);
    const units = raw.decoder.open(this.#facts).feed({ ...input, isPart: false });
    return readings(raw, units).map((reading) => withFailure(reading, choice.decoder.title));
  }
}

function isProof({ isForeign, isHeartbeat }: Unit): boolean {
  return !isForeign && !isHeartbeat;
}

function isForeignUnit({ isForeign }: Unit): boolean {
  return isForeign ?? false;
}

/** A faulty decoder gives no units. */
function feedSafely(session: Session, input: DecoderInput): readonly Unit[] | undefined {
  try {
    return session.feed(input);
  } catch {
    return undefined;
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
