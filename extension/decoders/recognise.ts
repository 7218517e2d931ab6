import { bytes } from './bytes/decoder.ts';
import type { ConnectionFacts, Decoder, DecoderInput, Recognition } from './contract.ts';
import { text } from './text/decoder.ts';
import { startingWith } from './text-starts.ts';

/** A protocol, and why it is taken for that. */
export interface Recognised extends Recognition {
  readonly protocol: string;
  /** As it is written for people. */
  readonly title: string;
}

/** A decoder with the reason it was chosen for. */
export interface Choice {
  readonly decoder: Decoder;
  readonly recognition: Recognition;
}

const EMPTY: Recognition = { by: 'fallback', reason: 'nothing was sent' };
const FALLBACK: Recognition = { by: 'fallback', reason: 'no decoder knows it' };
const PERSON: Recognition = { by: 'person', reason: 'chosen by hand' };

/** The choice with what speaks against it: what was declared, and is not what is said. */
export function inSpiteOf(choice: Choice, declared: Choice | undefined): Choice {
  if (!declared || declared.decoder === choice.decoder) return choice;
  const { by, reason } = choice.recognition;
  const against = `${declared.recognition.reason} says ${declared.decoder.title}`;
  return { ...choice, recognition: { by, reason: `${reason}, although ${against}` } };
}

/** The decoder that a person named. */
export function chosen(
  decoders: readonly Decoder[],
  protocol: string | undefined,
): Choice | undefined {
  const decoder = decoders.find((one) => one.protocol === protocol);
  return decoder && { decoder, recognition: PERSON };
}

/** The decoder that what was declared speaks for. */
export function claimed(decoders: readonly Decoder[], facts: ConnectionFacts): Choice | undefined {
  for (const decoder of decoders) {
    const recognition = attempt(() => decoder.claims(facts));
    if (recognition) return { decoder, recognition };
  }
  return undefined;
}

/** The decoder that the first bytes speak for; text and bytes refuse nothing. */
export function sniffed(
  decoders: readonly Decoder[],
  input: DecoderInput,
  facts: ConnectionFacts,
): Choice {
  return byContent(decoders, input, facts) ?? unclaimed(input);
}

/** The first decoder that the payload itself speaks for, or a person. */
export function byContent(
  decoders: readonly Decoder[],
  { payload, direction, event }: Pick<DecoderInput, 'payload' | 'direction' | 'event'>,
  facts?: ConnectionFacts,
): Choice | undefined {
  if (decoders.length === 0) return undefined;
  const isAsked = facts && !payload.isText;
  for (const decoder of startingWith(payload, decoders)) {
    const recognition =
      sniff(decoder, payload, direction, event) ??
      (isAsked && decoder.isSaid ? attempt(() => decoder.isSaid?.(facts, direction)) : undefined);
    if (recognition) return { decoder, recognition };
  }
  return undefined;
}

/** A faulty decoder recognises nothing. */
function sniff(
  decoder: Decoder,
  payload: DecoderInput['payload'],
  direction: DecoderInput['direction'],
  event: DecoderInput['event'],
): Recognition | undefined {
  try {
    return decoder.sniffs(payload, direction, event);
  } catch {
    return undefined;
  }
}

/** Text or bytes, whichever it was on the wire. */
export function unclaimed({ payload }: DecoderInput): Choice {
  const recognition = payload.isEmpty ? EMPTY : FALLBACK;
  return { decoder: payload.isText ? text : bytes, recognition };
}

/** A faulty decoder recognises nothing. */
function attempt(recognise: () => Recognition | undefined): Recognition | undefined {
  try {
    return recognise();
  } catch {
    return undefined;
  }
}
