import type { Channel } from '../../insight/channel.ts';
import { counted } from '../wording/bytes.ts';
import type { SidebarRow } from './sidebar.ts';

/** Channels of one connection that have a row each: names may be made up for every message. */
const CHANNELS = 100;

/** The rows of channels below that of their connection or session. */
export function channelRows(
  channels: readonly Channel[],
  above: SidebarRow,
): readonly SidebarRow[] {
  const shown = channels.slice(0, CHANNELS).map((channel) => channelRow(channel, above));
  return [...shown, ...moreRow(channels.slice(CHANNELS), above)];
}

/** One row for all further channels; it selects what the row above does. */
function moreRow(channels: readonly Channel[], above: SidebarRow): readonly SidebarRow[] {
  if (channels.length === 0) return [];
  const row: SidebarRow = {
    scope: { ...above.scope, key: `more ${above.scope.key}` },
    newest: above.newest,
    sign: undefined,
    kind: above.kind,
    name: counted(channels.length, 'more channel'),
    title: `Select to see everything of the ${above.scope.kind}; the filter finds one channel`,
    isBad: false,
    count: channels.reduce((sum, { records }) => sum + records, 0),
    isSub: true,
  };
  return [row];
}

function channelRow({ id, type, name, records }: Channel, above: SidebarRow): SidebarRow {
  const { scope, newest, kind } = above;
  const connection = scope.kind === 'connection' ? { connection: scope.connection } : {};
  return {
    scope: { kind: 'channel', key: `channel ${id}`, ...connection, channel: id },
    newest,
    sign: undefined,
    kind,
    name,
    title: `${type}: ${name}`,
    isBad: false,
    count: records,
    isSub: true,
  };
}
