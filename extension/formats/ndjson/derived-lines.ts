import type { Field, Layer, Source } from '../../decoders/contract.ts';
import type { Channel } from '../../insight/channel.ts';
import type { JournalRecord } from '../../insight/record.ts';
import { plainValue } from '../plain-value.ts';
import type { ChannelLine, FieldLine, LayerLine, RecordLine, SourceLine } from './lines.ts';

/** Where a message stands in the log. */
export interface MessagePlace {
  readonly connection: string;
  /** Within its connection. */
  readonly index: number;
}

/** A record as a line; `placeOf` finds a message by its number in the journal. */
export function recordLine(
  record: JournalRecord,
  channels: ReadonlyMap<string, Channel>,
  placeOf: (message: number) => MessagePlace | undefined,
): RecordLine {
  const { connection, time, direction, isHeartbeat, layers, channelId } = record;
  const channel = record.channel?.name ?? channels.get(channelId ?? '')?.name;
  const sources = record.sources.flatMap(({ message, range }) => {
    const place = placeOf(message);
    return place === undefined ? [] : [{ ...place, range }];
  });
  const own = sources.filter((source) => source.connection === connection);
  return {
    kind: 'record',
    connection,
    messages: own.map(({ index }) => index),
    spans: own.map(({ range }) => range),
    ...(own.length < sources.length && { sources: sources.map(sourceLine) }),
    time,
    direction,
    ...(channel !== undefined && { channel }),
    ...(channelId !== undefined && { channelId }),
    ...(isHeartbeat && { heartbeat: true }),
    layers: layers.map(layerLine),
  };
}

export function channelLine(channel: Channel): ChannelLine {
  const { id, name, type, connections, session, records, polling, longPolling } = channel;
  const { holdingSince: _, ...holds } = longPolling ?? {};
  const about = { kind: 'channel', id, name, type, connections } as const;
  return { ...about, ...(session && { session: session.key }), records, ...polling, ...holds };
}

function sourceLine({
  connection,
  index,
  range,
}: MessagePlace & Pick<Source, 'range'>): SourceLine {
  return { connection, message: index, span: range };
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
