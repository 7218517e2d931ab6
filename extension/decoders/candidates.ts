import type { ConnectionFacts, Decoder, DecoderInput } from './contract.ts';
import type { Mistake } from './mistakes.ts';
import { byContent, type Choice, claimed, inSpiteOf, sniffed } from './recognise.ts';

/** What is known of a stream before it is read. */
export interface Foreknowledge {
  /** What it is, said by a person or found out by whoever opened it. */
  readonly override?: Choice | undefined;
  /** Choices that proved wrong when it was read before. */
  readonly mistakes?: ReadonlySet<Mistake> | undefined;
}

/** What was declared: the decoder that it speaks for, and the one that it wrongly spoke for. */
interface Claim {
  readonly choice: Choice | undefined;
  readonly refuted: Choice | undefined;
  /** Protocols that are declared as nothing but what they are written in. */
  readonly written: readonly Decoder[];
}

/** The decoders that a stream may be for, and what speaks for and against each. */
export class Candidates {
  readonly #decoders: readonly Decoder[];
  /** Decoders that what was declared wrongly spoke for, or that failed. */
  readonly #refuted: Set<Decoder>;
  readonly #override: Choice | undefined;
  #claim: Claim | undefined;

  constructor(decoders: readonly Decoder[], { override, mistakes = new Set() }: Foreknowledge) {
    const mistaken = (how: 'declared' | 'content') =>
      decoders.filter(({ protocol }) => mistakes.has(`${how} ${protocol}`));
    const unlike = mistaken('content');
    this.#decoders = unlike.length > 0 ? decoders.filter((one) => !unlike.includes(one)) : decoders;
    this.#refuted = new Set(mistaken('declared'));
    this.#override = override;
  }

  /** The facts are other ones. */
  learn(): void {
    this.#claim = undefined;
  }

  /** The decoder for what begins with a message. */
  choose(input: DecoderInput, facts: ConnectionFacts): Choice {
    if (this.#override) return this.#override;
    this.#claim ??= this.#claimed(facts);
    const { choice, refuted, written } = this.#claim;
    const inside = input.isPart ? undefined : byContent(written, input, facts);
    return inside ?? choice ?? inSpiteOf(sniffed(this.#decoders, input, facts), refuted);
  }

  /** The decoder for a text by itself, on a connection whose decoder reads bytes alone. */
  beside(input: DecoderInput, facts: ConnectionFacts): Choice {
    return sniffed(
      this.#decoders.filter(({ isStateless }) => isStateless),
      input,
      facts,
    );
  }

  /** The decoder for a message that the chosen one, which was `refute`d, cannot read. */
  chooseInstead(wrong: Choice, input: DecoderInput, facts: ConnectionFacts): Choice {
    const declared = claimed(this.#unrefuted(), facts);
    return inSpiteOf(declared ?? sniffed(this.#others([wrong.decoder]), input, facts), wrong);
  }

  /**
   * What a message by itself looks like that none of the tried decoders can read; they are given in
   * the order in which they were tried. `undefined` where that cannot be told.
   */
  lookAgain(
    tried: readonly Choice[],
    input: DecoderInput,
    facts: ConnectionFacts,
  ): Choice | undefined {
    const others = this.#others(tried.map(({ decoder }) => decoder));
    const found = inSpiteOf(sniffed(others, input, facts), tried[0]);
    return input.payload.isText || found.recognition.by === 'content' ? found : undefined;
  }

  /** What was declared does not speak for this decoder any more. */
  refute(decoder: Decoder): void {
    this.#refuted.add(decoder);
    this.#claim = undefined;
  }

  #claimed(facts: ConnectionFacts): Claim {
    const choice = claimed(this.#unrefuted(), facts);
    const refuted = claimed([...this.#refuted], facts);
    const written = this.#unrefuted().filter(
      ({ writtenIn }) => writtenIn !== undefined && writtenIn === choice?.decoder.protocol,
    );
    return { choice, refuted, written };
  }

  #unrefuted(): readonly Decoder[] {
    return this.#decoders.filter((decoder) => !this.#refuted.has(decoder));
  }

  #others(tried: readonly Decoder[]): readonly Decoder[] {
    return this.#decoders.filter((decoder) => !tried.includes(decoder));
  }
}
