import type { Decoder, Recognition } from '../contract.ts';
import { claimsNegotiation, openNegotiation } from './negotiation.ts';
import { HubSession } from './session.ts';
import { looksLikePackedHub, looksLikeTextHub } from './sniff.ts';

const TEXT: Recognition = { by: 'content', reason: 'a SignalR record, ended by 0x1E' };
const PACKED: Recognition = {
  by: 'content',
  reason: 'SignalR messages in MessagePack, their lengths in front',
};

/**
 * The hub protocol of SignalR as JSON and as MessagePack. It declares nothing, so its records tell;
 * a connection that is taken up again has no handshake (hub protocol, "Stateful Reconnect").
 */
export const signalr: Decoder = {
  protocol: 'signalr',
  title: 'SignalR',
  specification:
    'https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md',
  versions: 'JSON and MessagePack',
  recognisedBy: 'first records, negotiate URL',
  channels: 'targets',
  claims: claimsNegotiation,
  textStarts: '{',
  sniffs: (payload, direction) =>
    (looksLikeTextHub(payload, direction) && TEXT) ||
    (looksLikePackedHub(payload) ? PACKED : undefined),
  open: (facts) => (claimsNegotiation(facts) ? openNegotiation() : new HubSession()),
};
