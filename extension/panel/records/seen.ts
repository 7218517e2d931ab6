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
}

/** The message that completed a record. */
export function lastMessageOf(recording: Recording, record: JournalRecord): Message | undefined {
  const last = record.sources.at(-1);
  return last && recording.journal.message(last.message);
}

export function seenRecord(recording: Recording, record: JournalRecord): Seen {
  const connection = recording.journal.connections.get(record.connection);
  const description = describeRecord(record, connection, lastMessageOf(recording, record));
  const channel = recording.derivation.channels.get(record.channelId ?? '');
  return { description, place: placeOf(connection, channel), size: sizeOf(record) };
}

export function seenMessage(recording: Recording, message: Message): Seen {
  const { journal } = recording;
  const connection = journal.connections.get(message.connection);
  const description = describeMessage(message, connection, journal.payload(message.number));
  return { description, place: placeOf(connection, undefined), size: message.size };
}

function placeOf(connection: Connection | undefined, channel: Channel | undefined): string {
  const url = connection ? shortUrl(connection.url) : '';
  if (!channel) return url;
  const isOfLoop: boolean = isLoop(channel);
  return isOfLoop ? channel.name : `${url} › ${channel.name}`;
}
