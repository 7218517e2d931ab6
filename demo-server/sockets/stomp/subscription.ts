import { LIMITS } from '../../limits.ts';
import {
  frame,
  headerOf,
  type StompFrame,
  type StompHeaders,
  type StompVersion,
} from '../../wire/stomp/frame.ts';
import type { BrokerMessage } from './broker.ts';
import { ProtocolError } from './protocol-error.ts';

export type AckMode = 'auto' | 'client' | 'client-individual';

/**
 * The ack mode a SUBSCRIBE asks for; `client-individual` came with 1.1.
 * @throws ProtocolError when there is no such mode.
 */
export function ackModeOf(subscribe: StompFrame, version: StompVersion): AckMode {
  const mode = headerOf(subscribe, 'ack') ?? 'auto';
  if (mode === 'auto' || mode === 'client') return mode;
  if (mode === 'client-individual' && version !== '1.0') return mode;
  throw new ProtocolError(`STOMP ${version} has no ack mode ${JSON.stringify(mode)}.`);
}

/** A message that was delivered, and how often. */
export interface Delivered {
  readonly message: BrokerMessage;
  readonly attempt: number;
}

/** One subscription, and the messages it delivered that are not acknowledged yet. */
export class Subscription {
  readonly destination: string;
  /** As the client named it; 1.0 clients need not. */
  readonly id: string | undefined;
  private readonly mode: AckMode;
  private readonly version: StompVersion;
  private readonly unacknowledged = new Map<string, Delivered>();

  constructor(destination: string, id: string | undefined, mode: AckMode, version: StompVersion) {
    this.destination = destination;
    this.id = id;
    this.mode = mode;
    this.version = version;
  }

  /**
   * The MESSAGE frame. `ackId` is the name under which 1.2 acknowledges it; `attempt` counts from 1.
   * @throws ProtocolError when the client never acknowledges anything.
   */
  message(message: BrokerMessage, ackId: string, attempt: number): StompFrame {
    const headers: (readonly [string, string])[] = [
      ['destination', this.destination],
      ['message-id', message.id],
      ['timestamp', String(message.time)],
    ];
    if (this.id !== undefined) headers.push(['subscription', this.id]);
    if (attempt > 1) headers.push(['redelivered', 'true']);
    if (this.mode !== 'auto') {
      if (this.version === '1.2') headers.push(['ack', ackId]);
      const key = this.version === '1.2' ? ackId : message.id;
      this.expectAcknowledgement(key, { message, attempt });
    }
    return frame('MESSAGE', [...headers, ...forwarded(message.headers)], message.body);
  }

  /** Settles a message, in mode `client` all before it too; gives them. None when it is not ours. */
  settle(key: string): readonly Delivered[] {
    if (!this.unacknowledged.has(key)) return [];
    const settled: Delivered[] = [];
    for (const [name, delivered] of [...this.unacknowledged]) {
      if (this.mode === 'client-individual' && name !== key) continue;
      this.unacknowledged.delete(name);
      settled.push(delivered);
      if (name === key) break;
    }
    return settled;
  }

  private expectAcknowledgement(key: string, delivered: Delivered): void {
    this.unacknowledged.set(key, delivered);
    if (this.unacknowledged.size <= LIMITS.stompUnacknowledged) return;
    throw new ProtocolError(`${LIMITS.stompUnacknowledged} messages are not acknowledged.`);
  }
}

/** Headers of SEND that belong to the way to the broker, not to the message. */
const NOT_FORWARDED = new Set([
  'destination',
  'message-id',
  'timestamp',
  'redelivered',
  'subscription',
  'ack',
  'receipt',
  'transaction',
  'content-length',
]);

function forwarded(headers: StompHeaders): StompHeaders {
  return headers.filter(([name]) => !NOT_FORWARDED.has(name));
}
