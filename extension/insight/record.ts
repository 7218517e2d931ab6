import type {
  ChannelName,
  DecodedRecord,
  Direction,
  Layer,
  Recognition,
  SessionName,
  Source,
} from '../decoders/contract.ts';

/**
 * A record in the journal's order. `message` in its sources is the journal's running number, so
 * that `journal.message(source.message)` gives the message it came from.
 */
export interface JournalRecord extends DecodedRecord {
  /** Running number, unique for the life of the derivation. */
  readonly number: number;
  readonly connection: string;
  /** The channel it belongs to: as its decoder says, else the loop that its request is part of. */
  readonly channelId: string | undefined;
}

/** Knows what a connection is part of; that may be learnt after the record. */
export interface Membership {
  readonly connection: string;
  /** The loop of requests. */
  readonly loop: string | undefined;
  /** The session that runs over several connections. */
  readonly session: SessionName | undefined;
}

/** A channel's id, unique within the journal: the same for all connections of a session. */
export function channelIdOf({ connection, session }: Membership, channel: ChannelName): string {
  return `${session?.key ?? connection}/${channel.id}`;
}

/** Bytes that a record takes on the wire. */
export function sizeOf({ sources }: Pick<DecodedRecord, 'sources'>): number {
  return sources.reduce((sum, { range }) => sum + range[1] - range[0], 0);
}

export class DerivedRecord implements JournalRecord {
  readonly number: number;
  readonly sources: readonly Source[];
  readonly direction: Direction;
  readonly time: number;
  readonly layers: readonly Layer[];
  readonly channel?: ChannelName;
  readonly isHeartbeat: boolean;
  readonly recognitions: readonly Recognition[];
  readonly #member: Membership;

  constructor(number: number, member: Membership, decoded: DecodedRecord) {
    this.number = number;
    this.#member = member;
    this.sources = decoded.sources;
    this.direction = decoded.direction;
    this.time = decoded.time;
    this.layers = decoded.layers;
    this.isHeartbeat = decoded.isHeartbeat;
    this.recognitions = decoded.recognitions;
    if (decoded.channel) this.channel = decoded.channel;
  }

  get connection(): string {
    return this.#member.connection;
  }

  get channelId(): string | undefined {
    return this.channel ? channelIdOf(this.#member, this.channel) : this.#member.loop;
  }
}

/** The order of the list: by time, then by capture. */
export function compareRecords(a: JournalRecord, b: JournalRecord): number {
  return a.time - b.time || orderOf(a) - orderOf(b) || a.number - b.number;
}

function orderOf(record: JournalRecord): number {
  return record.sources[0]?.message ?? record.number;
}
