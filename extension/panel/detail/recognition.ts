import type { ConnectionInsight } from '../../insight/connection-insight.ts';

/** Which protocol a connection is read as, and why: `STOMP: subprotocol v12.stomp`. */
export function reasonOf({ decoder, override }: ConnectionInsight): string {
  if (!decoder) return 'not known before the first message';
  const { title, recognition } = decoder;
  const scopes = {
    connection: 'chosen by hand for this connection',
    address: 'chosen by hand for every connection to this address',
  };
  const isByHand = override && recognition.by === 'person';
  return `${title}: ${isByHand ? scopes[override.scope] : recognition.reason}`;
}
