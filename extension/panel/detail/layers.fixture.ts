import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../../decoders/chain.ts';
import type { DecodedRecord } from '../../decoders/contract.ts';

/** One WebSocket text message, decoded as the panel gets it. */
export function decoded(text: string, protocol?: string): DecodedRecord {
  const facts = {
    transport: 'websocket',
    url: 'ws://host/',
    ...(protocol && { protocol }),
  } as const;
  const input = {
    message: 0,
    direction: 'received',
    time: 0,
    payload: Payload.ofText(text),
  } as const;
  const chain = openChain(facts);
  const record = chain.feed(input)[0] ?? chain.end()[0];
  if (!record) throw new Error('The message holds no record.');
  return record;
}

export const STOMP_WITH_JSON =
  'MESSAGE\ndestination:/topic/a\nmessage-id:1\nsubscription:0\ncontent-type:application/json\n\n{"from":"kim","tags":["x","y"]}\0';
