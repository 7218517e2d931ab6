import type { Decoder, Recognition } from '../contract.ts';
import { addressOf, sessionName } from './address.ts';
import { EngineIoSession } from './session.ts';
import { looksLikeOpen } from './sniff.ts';

const CONTENT: Recognition = { by: 'content', reason: 'begins with the handshake of Engine.IO' };

/** Engine.IO 3 and 4 over WebSocket and long polling. */
export const engineIo: Decoder = {
  protocol: 'engine-io',
  title: 'Engine.IO',
  specification: 'https://github.com/socketio/engine.io-protocol',
  versions: '3, 4',
  recognisedBy: '`EIO=`, URL, packets',
  channels: 'sessions',
  claims(facts) {
    const address = addressOf(facts);
    if (!address) return undefined;
    return {
      by: 'url',
      reason: `EIO=${address.version}&transport=${address.transport} in the URL`,
    };
  },
  textStarts: '0123456789',
  sniffs: (payload, direction) =>
    direction === 'received' && looksLikeOpen(payload) ? CONTENT : undefined,
  open: (facts) => new EngineIoSession(facts),
  /** Polling may go on over a WebSocket; a session that begins over one stays there. */
  sessionOf(facts) {
    const address = addressOf(facts);
    if (address?.sid !== undefined) return sessionName(address.service, address.sid);
    return address?.transport === 'polling' ? 'unnamed' : undefined;
  },
};
