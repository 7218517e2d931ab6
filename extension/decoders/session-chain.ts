import { type Chain, type ChainOptions, openChain } from './chain.ts';
import type { ConnectionFacts, DecodedRecord, Decoder, SessionName } from './contract.ts';
import { DECODERS } from './list.ts';
import { Mistakes } from './mistakes.ts';
import { SessionState } from './session-state.ts';

/**
 * Decodes a session that runs over several connections: each is cut into frames by a chain of its
 * own, and what lies inside the frames is read as one conversation, in the order in which it is fed.
 */
export interface SessionChain {
  /** Opens the chain of one more connection; `place` tells it from the others. */
  join(facts: ConnectionFacts, place: string): Chain;
  /** The session is over: what was left incomplete inside. */
  end(): readonly DecodedRecord[];
}

/** Opens the decoders for one session; its mistakes are as those of `openChain`. */
export type OpenSessionChain = (mistakes: Mistakes) => SessionChain;

/** Opens the chains of decoders for a session. */
export function openSessionChain(
  options: Pick<ChainOptions, 'decoders' | 'mistakes'> = {},
): SessionChain {
  const session = new SessionState();
  const { mistakes = new Mistakes(), ...others } = options;
  return {
    join: (facts, place) => openChain(facts, { ...others, mistakes, place, session }),
    end: () => session.end(),
  };
}

/**
 * The session that a connection is part of together with others; `unnamed` where its answer will say
 * the name. Any other connection stands alone.
 */
export function sessionOf(
  facts: ConnectionFacts,
  decoders: readonly Decoder[] = DECODERS,
): SessionName | 'unnamed' | undefined {
  for (const decoder of decoders) {
    const session = decoder.sessionOf?.(facts);
    if (session) return session;
  }
  return undefined;
}
