import type { Channel } from '../../insight/channel.ts';
import type { SessionInsight } from '../../insight/connection-insight.ts';
import { kindOf } from '../kinds.ts';
import { counted } from '../wording/bytes.ts';
import { channelRows } from './channel-rows.ts';
import type { SidebarInput, SidebarRow } from './sidebar.ts';

/** Sessions by the first of their connections, before which they are shown. */
export function sessionsByFirst({
  connections,
  sessions,
}: SidebarInput): ReadonlyMap<string, SessionInsight> {
  const of = new Map(sessions.flatMap((one) => one.connections.map((id) => [id, one] as const)));
  const firsts = new Map<SessionInsight, string>();
  for (const id of connections.keys()) {
    const session = of.get(id);
    if (session && !firsts.has(session)) firsts.set(session, id);
  }
  return new Map(Array.from(firsts, ([session, id]) => [id, session]));
}

/** A session over several connections, and its channels below it. */
export function sessionRows(session: SessionInsight, input: SidebarInput): readonly SidebarRow[] {
  const { key, name } = session;
  const members = session.connections.flatMap((id) => input.connections.get(id) ?? []);
  // What a client sends has requests of its own, which say nothing of how it listens.
  const newest = members.findLast(({ method = 'GET' }) => method === 'GET') ?? members.at(-1);
  if (!newest) return [];
  const isOpen = members.some(({ state }) => state === 'open' || state === 'connecting');
  const row: SidebarRow = {
    scope: { kind: 'session', key: `session ${key}`, session: key },
    newest: newest.id,
    sign: isOpen ? 'open' : 'closed',
    kind: kindOf(newest, input.insight(newest.id)),
    name,
    title: `One session over ${counted(members.length, 'connection')}`,
    figures: counted(members.length, 'connection'),
    isBad: false,
    count: members.reduce((sum, { messages }) => sum + messages.sent + messages.received, 0),
    isSub: false,
  };
  return [row, ...channelRows(channelsOf(key, input.channels), row)];
}

/** The channels inside a session; its own is all of it. */
function channelsOf(key: string, channels: ReadonlyMap<string, Channel>): readonly Channel[] {
  return [...channels.values()].filter(
    ({ session, isSession }) => session?.key === key && !isSession,
  );
}
