import { isTapped } from '../../contract/words.ts';
import type { Channel } from '../../insight/channel.ts';
import type { ConnectionInsight, SessionInsight } from '../../insight/connection-insight.ts';
import type { Connection } from '../../journal/connection.ts';
import { isSingle, type Kind, kindOf } from '../kinds.ts';
import { shortUrl } from '../wording/urls.ts';
import { channelRows } from './channel-rows.ts';
import { type Ending, endingOf } from './ending.ts';
import { isLoop, loopCost, loopFigures } from './loops.ts';
import { endpointOf, type Scope } from './scope.ts';
import { sessionRows, sessionsByFirst } from './session-rows.ts';

/** What the little sign before a row says. */
export type Sign =
  | 'polling'
  | 'holding'
  | 'waiting'
  | 'connecting'
  | 'open'
  | 'closed'
  | 'failed'
  | 'aborted';

/** One row on the left. */
export interface SidebarRow {
  readonly scope: Scope;
  /** Id of its newest connection. */
  readonly newest: string;
  readonly sign: Sign | undefined;
  readonly kind: Kind;
  readonly name: string;
  /** The whole address, for the tooltip. */
  readonly title: string;
  /** Second line: what is known of the loop, or how the connection ended. */
  readonly figures?: string;
  /** Third line: what the loop costs. */
  readonly cost?: string;
  /** It failed, or was told an error. */
  readonly isBad: boolean;
  /** Since when a request is held, epoch milliseconds: a clock runs. */
  readonly holdingSince?: number;
  /** Messages, records or requests, whichever the row counts. */
  readonly count: number;
  /** A channel of the connection above it. */
  readonly isSub: boolean;
}

/** What the sidebar reads of a derivation. */
export interface SidebarInput {
  readonly connections: ReadonlyMap<string, Connection>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly sessions: readonly SessionInsight[];
  readonly insight: (connection: string) => ConnectionInsight;
}

/** The rows on the left: sessions, loops and lasting connections in the order they began, plain requests last. */
export function sidebarRows(input: SidebarInput): readonly SidebarRow[] {
  const lasting: SidebarRow[] = [];
  const requests = new Map<string, Connection[]>();
  const loops = loopsByMember(input.channels);
  const loopsSeen = new Set<string>();
  const sessions = sessionsByFirst(input);
  for (const connection of input.connections.values()) {
    const session = sessions.get(connection.id);
    if (session) lasting.push(...sessionRows(session, input));
    const loop = loops.get(connection.id);
    if (loop) {
      if (!loopsSeen.has(loop.id)) lasting.push(loopRow(loop, connection));
      loopsSeen.add(loop.id);
      continue;
    }
    const insight = input.insight(connection.id);
    const kind = kindOf(connection, insight);
    if (isSingle(kind)) {
      const endpoint = endpointOf(connection);
      const same = requests.get(endpoint);
      if (same) same.push(connection);
      else requests.set(endpoint, [connection]);
    } else lasting.push(...connectionRows(connection, kind, insight, input));
  }
  for (const [endpoint, same] of requests) lasting.push(endpointRow(endpoint, same));
  return lasting;
}

/** Looked up once for all: asking for the insight of each of thousands of polls takes too long. */
function loopsByMember(channels: ReadonlyMap<string, Channel>): ReadonlyMap<string, Channel> {
  const loops = new Map<string, Channel>();
  for (const channel of channels.values())
    if (isLoop(channel)) for (const member of channel.connections) loops.set(member, channel);
  return loops;
}

function loopRow(loop: Channel, first: Connection): SidebarRow {
  const since = loop.longPolling?.holdingSince;
  const isPolling = loop.type === 'polling';
  const cost = loopCost(loop);
  return {
    scope: { kind: 'loop', key: `loop ${loop.id}`, loop: loop.id },
    newest: loop.connections.at(-1) ?? first.id,
    sign: isPolling ? 'polling' : since === undefined ? 'waiting' : 'holding',
    kind: isPolling ? 'polling' : 'long-polling',
    name: loop.name,
    title: `${first.method ?? 'GET'} ${first.url}`,
    figures: loopFigures(loop),
    ...(cost !== undefined && { cost }),
    isBad: false,
    ...(since === undefined ? {} : { holdingSince: since }),
    count: loop.connections.length,
    isSub: false,
  };
}

function connectionRows(
  connection: Connection,
  kind: Kind,
  insight: ConnectionInsight,
  input: SidebarInput,
): readonly SidebarRow[] {
  const { id, messages, state, url } = connection;
  const isHeld = insight.holdingSince !== undefined && kind === 'long-polling';
  const row: SidebarRow = {
    scope: { kind: 'connection', key: id, connection: id },
    newest: id,
    sign: isHeld ? 'holding' : state,
    kind,
    name: named(connection.method, shortUrl(url)),
    title: url,
    ...endingLine(endingOf(connection)),
    ...(isHeld && insight.holdingSince !== undefined ? { holdingSince: insight.holdingSince } : {}),
    count: messages.sent + messages.received,
    isSub: false,
  };
  if (isAnswer(connection)) return [row];
  const channels = insight.channelIds.flatMap((channel) => input.channels.get(channel) ?? []);
  const own = channels.filter(({ session }) => session === undefined);
  return [row, ...channelRows(own, row)];
}

function endpointRow(endpoint: string, same: readonly Connection[]): SidebarRow {
  const last = same.at(-1);
  const ending = last && endingOf(last);
  return {
    scope: { kind: 'endpoint', key: `requests ${endpoint}`, endpoint },
    newest: last?.id ?? '',
    sign: last?.state ?? 'closed',
    kind: last && !isTapped(last.transport) ? 'script' : 'fetch',
    name: endpoint,
    title: last?.url ?? endpoint,
    ...endingLine(last?.state === 'closed' && !ending?.isBad ? undefined : ending),
    count: same.length,
    isSub: false,
  };
}

/** A stream that answers a POST is one of many alike, and soon over: it is one row. */
function isAnswer({ method = 'GET' }: Connection): boolean {
  return method !== 'GET';
}

/** The method is said where it is not the usual one. */
function named(method: string | undefined, url: string): string {
  return method === undefined || method === 'GET' ? url : `${method} ${url}`;
}

function endingLine(ending: Ending | undefined): Pick<SidebarRow, 'figures' | 'isBad'> {
  return ending ? { figures: ending.text, isBad: ending.isBad } : { isBad: false };
}
