import type { Channel } from '../../insight/channel.ts';
import { type JournalRecord, sizeOf } from '../../insight/record.ts';
import type { Connection } from '../../journal/connection.ts';
import type { Message } from '../../journal/message.ts';
import { isLoop } from '../connections/loops.ts';
import type { Recording } from '../recording/recording.ts';
import { shortUrl } from '../wording/urls.ts';
import { type Description, describeMessage, describeRecord } from './describe.ts';

/** A record or message with what the journal knows around it. */
export interface Seen {
  readonly description: Description;
  /** Which connection it came by, and which of its channels: `/stomp › /topic/room1`. */
  readonly place: string;
  /** Bytes on the wire. */
  readonly size: number;
  /** Only the beginning was kept. */
  readonly isCut: boolean;
}

/** The message that completed a record. */
export function lastMessageOf(recording: Recording, record: JournalRecord): Message | undefined {
  const last = record.sources.at(-1);
  return last && recording.journal.message(last.message);
}

export function seenRecord(recording: Recording, record: JournalRecord): Seen {
  const connection = recording.journal.connections.get(record.connection);
  const message = lastMessageOf(recording, record);
  const description = describeRecord(record, connection, message);
  const channel = recording.derivation.channels.get(record.channelId ?? '');
  const isCut = message?.truncated === true;
  const isAlone = record.sources.length === 1;
  const size = isCut && isAlone ? message.size : sizeOf(record);
  return { description, place: placeOf(connection, channel), size, isCut };
}

export function seenMessage(recording: Recording, message: Message): Seen {
  const { journal } = recording;
  const connection = journal.connections.get(message.connection);
  const description = describeMessage(message, connection, journal.payload(message.number));
  const { size, truncated: isCut } = message;
  return { description, place: placeOf(connection, undefined), size, isCut };
}

function placeOf(connection: Connection | undefined, channel: Channel | undefined): string {
  const url = connection ? shortUrl(connection.url) : '';
  if (!channel) return url;
  if (channel.session && channel.isSession) return channel.session.name;
  const isOfLoop: boolean = isLoop(channel);
  return isOfLoop ? channel.name : `${channel.session?.name ?? url} › ${channel.name}`;
}
