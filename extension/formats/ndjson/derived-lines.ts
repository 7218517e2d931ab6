import type { Field, FieldValue, Layer } from '../../decoders/contract.ts';
import type { Channel } from '../../insight/channel.ts';
import type { JournalRecord } from '../../insight/record.ts';
import type { ChannelLine, FieldLine, LayerLine, RecordLine } from './lines.ts';

/** A record as a line; `indexOf` turns a journal's message number into its index. */
export function recordLine(
  record: JournalRecord,
  channels: ReadonlyMap<string, Channel>,
  indexOf: (message: number) => number | undefined,
): RecordLine {
  const { connection, time, direction, isHeartbeat, layers, channelId } = record;
  const channel = record.channel?.name ?? channels.get(channelId ?? '')?.name;
  const sources = record.sources.flatMap(({ message, range }) => {
    const index = indexOf(message);
    return index === undefined ? [] : [{ index, range }];
  });
  return {
    kind: 'record',
    connection,
    messages: sources.map(({ index }) => index),
    spans: sources.map(({ range }) => range),
    time,
    direction,
    ...(channel !== undefined && { channel }),
    ...(channelId !== undefined && { channelId }),
    ...(isHeartbeat && { heartbeat: true }),
    layers: layers.map(layerLine),
  };
}

export function channelLine(channel: Channel): ChannelLine {
  const { id, name, type, connections, records, polling, longPolling } = channel;
  const { holdingSince: _, ...holds } = longPolling ?? {};
  return { kind: 'channel', id, name, type, connections, records, ...polling, ...holds };
}

function layerLine(layer: Layer): LayerLine {
  return {
    protocol: layer.protocol,
    summary: layer.summary,
    fields: layer.fields().filter(isOwn).map(fieldLine),
    problems: layer.problems.map(({ kind, offset, reason }) => ({ kind, offset, reason })),
  };
}

function fieldLine({ name, value, range, children, note }: Field): FieldLine {
  return {
    name,
    ...(value !== undefined && { value: plainValue(value) }),
    range,
    ...(note !== undefined && { note }),
    ...(children && { children: children.filter(isOwn).map(fieldLine) }),
  };
}

function isOwn({ isGathered }: Field): boolean {
  return !isGathered;
}

/** JSON has neither big integers nor infinities. */
function plainValue(value: FieldValue): string | number | boolean | null {
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
