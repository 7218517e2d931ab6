import type { Decoder, Recognition } from '../contract.ts';
import { addressOf, sessionName } from './address.ts';
import { SockJsSession } from './session.ts';
import { looksLikeFrame } from './sniff.ts';

const CONTENT: Recognition = { by: 'content', reason: 'a frame of SockJS messages' };

/** SockJS over any of its transports: what each of them puts around a frame is read as well. */
export const sockjs: Decoder = {
  protocol: 'sockjs',
  title: 'SockJS',
  specification: 'https://github.com/sockjs/sockjs-protocol',
  versions: 'every transport',
  recognisedBy: 'URL, frames',
  channels: 'sessions',
  claims(facts) {
    const address = addressOf(facts);
    if (!address) return undefined;
    return { by: 'url', reason: `URL ends as <server>/<session>/${address.transport}` };
  },
  textStarts: 'ac',
  sniffs: (payload, direction) => (looksLikeFrame(payload, direction) ? CONTENT : undefined),
  open: (facts) => new SockJsSession(facts),
  /** A WebSocket is a session by itself: clients begin another one where it fails. */
  sessionOf(facts) {
    const address = facts.transport === 'websocket' ? undefined : addressOf(facts);
    return address && sessionName(address);
  },
};
