import type { Chain } from '../decoders/chain.ts';
import type { ConnectionFacts } from '../decoders/contract.ts';

export type { Chain } from '../decoders/chain.ts';

/** Opens the decoders for one connection. */
export type OpenChain = (facts: ConnectionFacts) => Chain;
