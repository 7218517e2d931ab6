import type { Pattern } from '../contract/words.ts';
import type { Chain } from '../decoders/chain.ts';
import type { Recognition, SessionName } from '../decoders/contract.ts';
import type { Connection } from '../journal/connection.ts';
import type { Journal } from '../journal/journal.ts';
import type { MessageNames } from '../schema/schema.ts';
import type { Choice } from './chosen.ts';
import type { Override } from './overrides.ts';
import type { Loop } from './patterns/family.ts';
import { isStream } from './request-sample.ts';

/** A request without an answer for so long is shown as held, in milliseconds. */
export const HELD_AFTER = 1000;

/** What was found out about a connection. */
export interface ConnectionInsight {
  /** HTTP only. */
  readonly pattern?: Pattern;
  /** Since when the server holds the request; also before its loop is known as long polling. */
  readonly holdingSince?: number;
  readonly channelIds: readonly string[];
  /** The session that runs over this connection and others. */
  readonly session?: SessionName;
  /** Which decoder reads it, and why. */
  readonly decoder?: {
    readonly protocol: string;
    readonly title: string;
    readonly recognition: Recognition;
  };
  /** What a person says it speaks, and whether of it alone. */
  readonly override?: Override;
  /** The Protobuf messages that a person says it carries. */
  readonly messages?: Choice<MessageNames>;
}

/** A session that runs over several connections. */
export interface SessionInsight extends SessionName {
  readonly connections: readonly string[];
}

/** The rhythm that a connection is part of; undefined for a WebSocket. */
export function patternOf(
  journal: Journal,
  connection: Connection,
  loop: Loop | undefined,
): Pattern | undefined {
  if (connection.transport === 'websocket') return undefined;
  if (loop && loop.verdict.kind !== 'none') return loop.verdict.kind;
  return isStream(journal, connection) ? 'streaming' : 'request';
}

/**
 * Since when the server holds a request. Before its loop is known, a GET that has waited long
 * enough is taken for held; one that is polled on a timer is slow, not held.
 */
export function holdingSinceOf(
  { state, respondedAt, openedAt, method = 'GET' }: Connection,
  pattern: Pattern | undefined,
  now: number,
): number | undefined {
  const isOver = state !== 'connecting' && state !== 'open';
  if (isOver || respondedAt !== undefined) return undefined;
  if (pattern === 'long-polling') return openedAt;
  const isHeld = pattern === 'request' && method === 'GET' && now - openedAt >= HELD_AFTER;
  return isHeld ? openedAt : undefined;
}

export function choiceOf(
  recognised: NonNullable<Chain['recognition']>,
): NonNullable<ConnectionInsight['decoder']> {
  const { protocol, title, by, reason } = recognised;
  return { protocol, title, recognition: { by, reason } };
}
