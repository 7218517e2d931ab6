import type { Conversation, Said } from '../conversation.ts';
import type { Random } from '../random.ts';
import { MUTATIONS } from './bytes.ts';
import { grown, nested } from './extremes.ts';

/** Messages of a made-up conversation, apart from the sound ones it may begin with. */
const MOST_MESSAGES = 16;
const LONGEST_OPENING = 4;

/** One message in so many is nested deep, and one is made large. */
const NESTED_ONCE_IN = 400;
const GROWN_ONCE_IN = 20_000;

export interface Mutated {
  readonly conversation: Conversation;
  /** How many of its messages differ from the sound ones. */
  readonly mutated: number;
}

/** A conversation that begins as the seed does and then goes wrong. */
export function mutate(random: Random, seed: Conversation, all: readonly Conversation[]): Mutated {
  const opening = seed.said.slice(0, random.below(LONGEST_OPENING));
  const count = 1 + random.below(MOST_MESSAGES);
  const start = random.below(seed.said.length);
  const changed: Said[] = [];
  for (let at = 0; at < count; at += 1) {
    const said = seed.said[(start + at) % seed.said.length];
    if (said) changed.push(mutatedMessage(random, said, all));
  }
  const said = [...opening, ...disordered(random, changed)];
  const whole = { ...seed, facts: mutatedFacts(random, seed), said };
  return { conversation: random.once(3) ? cutAnywhere(random, whole) : whole, mutated: count };
}

function mutatedMessage(random: Random, said: Said, all: readonly Conversation[]): Said {
  let { bytes, direction, isText } = said;
  for (let times = 1 + random.below(3); times > 0; times -= 1) {
    if (bytes.length > 0) bytes = random.pick(MUTATIONS)(random, bytes, otherMessage(random, all));
  }
  if (bytes.length > 0 && random.once(NESTED_ONCE_IN)) bytes = nested(random, bytes);
  if (bytes.length > 0 && random.once(GROWN_ONCE_IN)) bytes = grown(random, bytes);
  if (random.once(20)) direction = direction === 'sent' ? 'received' : 'sent';
  if (random.once(20)) isText = !isText;
  return { direction, isText, bytes };
}

function otherMessage(random: Random, all: readonly Conversation[]): Uint8Array {
  const said = all[random.below(all.length)]?.said ?? [];
  return said[random.below(said.length)]?.bytes ?? new Uint8Array(0);
}

/** Some messages twice, some in another place. */
function disordered(random: Random, said: readonly Said[]): readonly Said[] {
  if (!random.once(4)) return said;
  const order = said.map((one, at) => ({ one, at: at + (random.once(4) ? random.below(5) : 0) }));
  const twice = order.flatMap((entry) => (random.once(6) ? [entry, entry] : [entry]));
  return twice.toSorted((first, second) => first.at - second.at).map(({ one }) => one);
}

/** What was declared is sometimes missing: then the first bytes speak. */
function mutatedFacts(random: Random, { facts }: Conversation): Conversation['facts'] {
  if (!random.once(4)) return facts;
  const { transport } = facts;
  return { transport, url: 'ws://h/' };
}

/** Messages in pieces where units may span messages. Text is cut between characters. */
function cutAnywhere(random: Random, conversation: Conversation): Conversation {
  if (conversation.framing === 'messages') return conversation;
  const said = conversation.said.flatMap((one) => {
    const at = random.below(one.bytes.length + 1);
    const isInside = one.isText && ((one.bytes[at] ?? 0) & 0xc0) === 0x80;
    if (isInside || !random.once(2)) return [one];
    return [one.bytes.slice(0, at), one.bytes.slice(at)].map((bytes) => ({ ...one, bytes }));
  });
  return { ...conversation, said };
}
