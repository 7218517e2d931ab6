import { DECODERS } from '../../decoders/list.ts';

const titles = new Map(DECODERS.map(({ protocol, title }) => [protocol, title]));

/** How a protocol is written for people: `STOMP`. */
export function protocolTitle(protocol: string): string {
  return titles.get(protocol) ?? protocol;
}
