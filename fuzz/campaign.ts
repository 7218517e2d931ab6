import type { Conversation } from './conversation.ts';
import { EVERYTHING, type Thoroughness, violationIn } from './invariants/check.ts';
import type { Violation } from './invariants/violation.ts';
import { minimised } from './minimise.ts';
import { type Mutated, mutate } from './mutate/conversation.ts';
import { numberOf, Random } from './random.ts';
import { SEEDS, seedsOf } from './seeds/list.ts';

/** What is looked at in one conversation of so many. */
export interface Sampling {
  readonly chain: number;
  readonly trees: number;
  readonly splits: number;
}

export interface Plan {
  readonly protocol: string;
  /** A 32-bit integer: the same seed makes the same conversations. */
  readonly seed: number;
  readonly sampling: Sampling;
  /** Number of the first conversation. */
  readonly start?: number;
}

export interface Progress {
  /** Number of the next conversation. */
  readonly next: number;
  /** Messages so far that differ from sound ones. */
  readonly messages: number;
  readonly milliseconds: number;
}

/** A conversation that breaks a promise, as small as it could be made. */
export interface Finding {
  readonly protocol: string;
  readonly seed: number;
  /** Number of the conversation among those of the seed. */
  readonly number: number;
  readonly conversation: Conversation;
  readonly kind: string;
  readonly message: string;
}

export interface Outcome extends Progress {
  readonly finding?: Finding;
}

/** Makes conversations up and checks them, until it is told to stop or one breaks a promise. */
export function campaign(plan: Plan, isOver: (progress: Progress) => boolean): Outcome {
  const began = performance.now();
  let messages = 0;
  let next = plan.start ?? 0;
  const progress = () => ({ next, messages, milliseconds: performance.now() - began });
  while (!isOver(progress())) {
    const { conversation, mutated } = made(plan.protocol, plan.seed, next);
    const violation = violationIn(conversation, thoroughness(next, plan.sampling));
    if (violation)
      return { ...progress(), finding: findingOf(plan, next, conversation, violation) };
    messages += mutated;
    next += 1;
  }
  return progress();
}

/** The `number`-th conversation that a seed makes up for a protocol. */
export function made(protocol: string, seed: number, number: number): Mutated {
  const random = new Random(seed ^ numberOf(protocol), number);
  const origins = seedsOf(protocol);
  const origin = origins[random.below(origins.length)];
  if (!origin) throw new Error(`There are no seed conversations for ${protocol}.`);
  return mutate(random, origin, SEEDS);
}

function thoroughness(number: number, { chain, trees, splits }: Sampling): Thoroughness {
  return {
    chain: number % chain === 0,
    trees: number % trees === 0,
    splits: number % splits === 0,
  };
}

function findingOf(
  { protocol, seed }: Plan,
  number: number,
  conversation: Conversation,
  { kind, message }: Violation,
): Finding {
  const small = minimised(conversation, (one) => violationIn(one, EVERYTHING)?.kind === kind);
  const last = violationIn(small, EVERYTHING);
  const said = last?.kind === kind ? last.message : message;
  return { protocol, seed, number, conversation: small, kind, message: said };
}
