import type { Decoder, DecoderInput, Unit } from '../../extension/decoders/contract.ts';
import { type Conversation, inputsOf } from '../conversation.ts';
import { checkSources } from './accounting.ts';
import { checkLayer, checkSummary } from './layer.ts';
import { hold } from './violation.ts';

/** The decoder of the protocol keeps its promises when it is fed the conversation. */
export function checkAlone(decoder: Decoder, conversation: Conversation, withTrees: boolean): void {
  const inputs = inputsOf(conversation);
  for (const { payload, direction } of inputs) checkRecognition(decoder, payload, direction);
  const session = decoder.open(conversation.facts);
  const units = inputs.flatMap((input) => session.feed(input));
  units.push(...session.end());
  hold(session.end().length === 0, 'end', () => 'a second end() still returns units');
  for (const { layer } of units) {
    checkSummary(layer);
    if (withTrees) checkLayer(layer);
  }
  checkSources(
    inputs,
    units.flatMap(({ sources }: Unit) => sources),
    'once',
  );
}

/** The first character of a text that it takes is one of those it names. */
function checkRecognition(
  decoder: Decoder,
  payload: DecoderInput['payload'],
  direction: DecoderInput['direction'],
): void {
  const { protocol, textStarts } = decoder;
  const recognition = decoder.sniffs(payload, direction);
  if (!recognition || textStarts === undefined || !payload.isText) return;
  const first = payload.text.trimStart().charAt(0);
  hold(textStarts.includes(first), 'recognition', () => `${protocol} takes a text at "${first}"`);
}
