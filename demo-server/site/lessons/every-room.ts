import type { Transport } from '../transports/transport.ts';
import { webSocket } from '../transports/web-socket.ts';

/** A plain WebSocket that gets what is said in every room, as without rooms everybody does. */
export function everyRoom(rooms: readonly string[]): Transport {
  const topics = rooms.map((room) => `room-${room}`).join(',');
  return (_topic, options, reception, signal) => webSocket(topics, options, reception, signal);
}
