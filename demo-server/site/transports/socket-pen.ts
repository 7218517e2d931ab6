import { nextExchange } from './crossing.ts';
import { frameHead, HANDSHAKE } from './head-sizes.ts';
import type { Reception } from './transport.ts';

/** Writes down what crosses over one WebSocket. */
export interface SocketPen {
  /** The server accepted the handshake. */
  accepted(protocol: string): void;
  /** A message of `size` bytes, `body` of which are what it is about. */
  message(
    direction: 'sent' | 'received',
    label: string,
    size: number,
    body?: number,
    credit?: number,
  ): void;
  closed(label: string): void;
}

/** Writes down a handshake that goes out now. */
export function openSocketPen(watcher: Pick<Reception, 'crossing'>, path: string): SocketPen {
  const own = { exchange: nextExchange() };
  const handshake = (role: 'request' | 'begin', label: string, head: number) =>
    watcher.crossing({
      ...own,
      direction: role === 'request' ? 'sent' : 'received',
      role,
      label,
      head,
      body: 0,
      isEstimate: true,
    });
  handshake('request', `GET ${path} Upgrade`, HANDSHAKE.request + path.length);
  return {
    accepted: (protocol) =>
      handshake('begin', `101 ${protocol}`.trim(), HANDSHAKE.answer + protocol.length),
    message: (direction, label, size, body = size, credit) =>
      watcher.crossing({
        ...own,
        direction,
        role: 'message',
        label,
        head: size - body + frameHead(size, direction),
        body,
        isEstimate: false,
        ...(credit !== undefined && { credit }),
      }),
    closed: (label) =>
      watcher.crossing({
        ...own,
        direction: 'received',
        role: 'end',
        label,
        head: 0,
        body: 0,
        isEstimate: false,
      }),
  };
}
