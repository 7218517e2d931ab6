import { DECODERS } from '../../extension/decoders/list.ts';
import { type Conversation, sizeOf } from '../conversation.ts';
import { checkAlone } from './alone.ts';
import { checkChain } from './chain.ts';
import { checkSplits } from './splits.ts';
import { checkTime } from './time.ts';
import { type Violation, violationOf } from './violation.ts';

/** How closely to look at a conversation. The decoder's records and their summaries always are. */
export interface Thoroughness {
  /** The whole chain, not the decoder alone. */
  readonly chain: boolean;
  /** Trees, problems and what is inside, not summaries alone. */
  readonly trees: boolean;
  /** The same bytes, cut elsewhere. */
  readonly splits: boolean;
}

export const EVERYTHING: Thoroughness = { chain: true, trees: true, splits: true };

/** The first promise that the conversation shows to be broken. */
export function violationIn(
  conversation: Conversation,
  { chain, trees, splits }: Thoroughness,
): Violation | undefined {
  const decoder = DECODERS.find(({ protocol }) => protocol === conversation.protocol);
  if (!decoder) throw new Error(`There is no decoder for ${conversation.protocol}.`);
  try {
    checkTime(sizeOf(conversation), () => {
      checkAlone(decoder, conversation, trees);
      if (chain) checkChain(conversation, trees);
    });
    if (splits && conversation.framing === 'parts') checkSplits(decoder, conversation);
    return undefined;
  } catch (error) {
    return violationOf(error);
  }
}
