import { openChain } from '../../extension/decoders/chain.ts';
import type { DecodedRecord } from '../../extension/decoders/contract.ts';
import { type Conversation, inputsOf } from '../conversation.ts';
import { checkSources } from './accounting.ts';
import { checkLayer, checkSummary } from './layer.ts';
import { hold } from './violation.ts';

/** The whole chain keeps its promises, whatever it takes the connection for. */
export function checkChain(conversation: Conversation, withTrees: boolean): void {
  const inputs = inputsOf(conversation);
  const chain = openChain(conversation.facts);
  const records = inputs.flatMap((input) => chain.feed(input));
  records.push(...chain.end());
  hold(chain.end().length === 0, 'end', () => 'a second end() still returns records');
  for (const record of records) checkRecord(record, withTrees);
  checkSources(
    inputs,
    records.flatMap(({ sources }) => sources),
    'at least once',
  );
  const shown = new Set(records.flatMap(({ sources }) => sources.map(({ message }) => message)));
  hold(shown.size === inputs.length, 'messages-lost', () => `${shown.size} of ${inputs.length}`);
}

function checkRecord({ layers, recognitions }: DecodedRecord, withTrees: boolean): void {
  hold(layers.length > 0 && layers.length === recognitions.length, 'layers', () => {
    return `${layers.length} layers, ${recognitions.length} reasons`;
  });
  for (const layer of layers) {
    checkSummary(layer);
    if (withTrees) checkLayer(layer);
  }
}
