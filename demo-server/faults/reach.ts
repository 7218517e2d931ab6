import type { LedgerTransport } from '../ledger/entry.ts';
import type { FaultKind } from './fault.ts';

/**
 * What a fault can strike: plain HTTP answers, those that are streamed (NDJSON, event streams after a
 * POST), and what the ledger calls transports.
 */
export const WAYS = ['request', 'stream', 'sse', 'websocket', 'sockjs', 'socket.io'] as const;
export type Way = (typeof WAYS)[number];

const SOCKETS = ['websocket', 'sockjs', 'socket.io'] as const;
const MESSAGES = ['stream', 'sse', ...SOCKETS] as const;

/** Which faults strike what. In SockJS and Socket.IO, requests are those that carry the session. */
export const REACH: Readonly<Record<FaultKind, readonly Way[]>> = {
  drop: MESSAGES,
  duplicate: MESSAGES,
  reorder: MESSAGES,
  delay: MESSAGES,
  malformed: MESSAGES,
  truncated: MESSAGES,
  silence: MESSAGES,
  // Of SockJS those of STOMP inside it: the library lets nobody near its own.
  'missed-heart-beats': ['sse', ...SOCKETS],
  'skip-ids': ['sse'],
  buffering: ['stream', 'sse'],
  'slow-reader': SOCKETS,
  status: WAYS,
  'slow-server': WAYS,
  'hang-up': WAYS,
  close: WAYS,
  cut: WAYS,
  // Of SockJS and Socket.IO those alone that travel over a WebSocket.
  'bad-frame': SOCKETS,
  restart: WAYS,
};

/** Whether a fault can strike anything that the ledger calls by this name. */
export function canStrike(kind: FaultKind, transport: LedgerTransport): boolean {
  const ways: readonly Way[] = transport === 'http' ? ['request', 'stream'] : [transport];
  return ways.some((way) => REACH[kind].includes(way));
}
