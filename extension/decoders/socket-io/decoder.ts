import type { Decoder, Recognition } from '../contract.ts';
import { SocketIoSession } from './session.ts';
import { looksLikeEvent } from './sniff.ts';

const HINT: Recognition = { by: 'hint', reason: 'messages of Engine.IO are Socket.IO packets' };
const CONTENT: Recognition = { by: 'content', reason: 'an event as Socket.IO writes it' };

/** Socket.IO 2 to 4 (revisions 4 and 5 of the protocol) with its own parser, inside Engine.IO. */
export const socketIo: Decoder = {
  protocol: 'socket-io',
  title: 'Socket.IO',
  specification: 'https://github.com/socketio/socket.io-protocol',
  versions: '2 to 4',
  recognisedBy: 'inside Engine.IO',
  channels: 'namespaces',
  claims: ({ mime }) => (mime === 'application/vnd.socket.io' ? HINT : undefined),
  textStarts: '25',
  sniffs: (payload) => (looksLikeEvent(payload) ? CONTENT : undefined),
  open: () => new SocketIoSession(),
};
