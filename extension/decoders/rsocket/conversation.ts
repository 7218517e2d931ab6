import type { ChannelName, Direction, Problem } from '../contract.ts';
import type { Derived } from './derived-fields.ts';
import type { Assembly } from './fragments.ts';
import type { Body } from './frame.ts';
import { isRequest, LEASE } from './frame-types.ts';
import type { JoinedFrame } from './joined-frame.ts';
import { Keepalives } from './keepalives.ts';
import { type LeaseState, Leases } from './leases.ts';
import { cancel, creditOf, type Entry, grant, isStreamOver, spend } from './ledger.ts';
import { opposite } from './opposite.ts';
import type { Positions } from './positions.ts';
import { Streams } from './streams.ts';
import { summarize } from './summary.ts';

/** What a frame means in the light of those before it. */
export interface Meaning {
  readonly summary: string;
  readonly channel?: ChannelName | undefined;
  /** MIME type of its data, where that is known. */
  readonly dataMime?: string | undefined;
  /** What follows from earlier frames, and has no bytes of its own. */
  readonly derived: Derived;
  /** Said of the field `frame`. */
  readonly note?: string | undefined;
  readonly problems: readonly Problem[];
}

const NOTHING: Entry = { problems: [] };
const NO_LEASE: LeaseState = { problems: [] };

/** Follows one connection's streams, credits, leases and keepalives. */
export class Conversation {
  readonly #streams = new Streams();
  readonly #leases = new Leases();
  readonly #keepalives = new Keepalives();
  readonly #positions: Positions;
  #dataMime: string | undefined;

  constructor(positions: Positions) {
    this.#positions = positions;
  }

  follow(assembly: Assembly, joined: JoinedFrame, direction: Direction, time: number): Meaning {
    const { header, body } = joined.first;
    const id = header.stream;
    const lease = this.#lease(joined, direction, time);
    const entry = assembly.isRest ? NOTHING : this.#entry(joined, direction, time);
    const dataMime = this.#mimeOf(joined, direction);
    if (entry.isOver) this.#streams.close(id);
    const channel = this.#streams.channelOf(id);
    return {
      summary: summarize(joined, channel?.name ?? ''),
      channel,
      dataMime,
      derived: { credit: entry.credit, lease, position: assembly.first.position },
      note: entry.note ?? this.#positionNote(body, direction),
      problems: both(entry.problems, lease.problems),
    };
  }

  #entry(joined: JoinedFrame, direction: Direction, time: number): Entry {
    const { header, body } = joined.first;
    const stream = this.#streams.get(header.stream);
    switch (body.kind) {
      case 'setup':
        this.#dataMime = body.dataMime;
        this.#leases.agree((header.flags & LEASE) !== 0);
        return NOTHING;
      case 'request':
        return this.#request(joined, direction);
      case 'payload':
        return checkFlags(joined, stream ? spend(stream, direction, joined) : UNKNOWN);
      case 'request-n':
        return stream ? grant(stream, direction, body.requestN) : UNKNOWN;
      case 'keepalive':
        return this.#keepalives.follow(header.flags, body.data, direction, time);
      case 'error':
        return { ...(header.stream === 0 || stream ? NOTHING : UNKNOWN), isOver: true };
      case 'other':
        if (header.type !== 'CANCEL') return NOTHING;
        return stream ? cancel(stream, direction) : UNKNOWN;
      case 'lease':
      case 'resume':
      case 'resume-ok':
        return NOTHING;
      default:
        return body satisfies never;
    }
  }

  #request(joined: JoinedFrame, direction: Direction): Entry {
    const { header, body } = joined.first;
    const problems = this.#streams.open(header.stream, joined, direction);
    const stream = this.#streams.get(header.stream);
    if (!stream) return { problems };
    if (joined.isComplete) stream.isComplete[direction] = true;
    const isOver = isStreamOver(stream);
    const hasCredit = body.kind === 'request' && body.requestN !== undefined;
    if (!hasCredit) return { problems, isOver };
    return { problems, isOver, credit: creditOf(stream, opposite(direction)) };
  }

  #lease({ first: { header, body } }: JoinedFrame, direction: Direction, time: number): LeaseState {
    if (body.kind === 'lease') {
      return this.#leases.grant(body.requests, body.timeToLive, direction, time);
    }
    return isRequest(header.type) ? this.#leases.use(direction, time) : NO_LEASE;
  }

  /** A payload may say itself of what type it and those after it are. */
  #mimeOf({ first: { header }, facts }: JoinedFrame, direction: Direction): string | undefined {
    const stream = this.#streams.get(header.stream);
    if (stream && facts?.dataMime !== undefined) stream.dataMime[direction] = facts.dataMime;
    return facts?.dataMime ?? stream?.dataMime[direction] ?? this.#dataMime;
  }

  #positionNote(body: Body, direction: Direction): string | undefined {
    if (body.kind !== 'keepalive') return undefined;
    const reached = this.#positions.reached(opposite(direction));
    return reached === undefined ? undefined : `the other side has come to ${reached}`;
  }
}

const UNKNOWN: Entry = { note: 'on no open stream that was captured', problems: [] };

/** "PAYLOAD Frame": one that neither has something nor completes says nothing. */
function checkFlags({ isNext, isComplete, first }: JoinedFrame, entry: Entry): Entry {
  if (isNext || isComplete) return entry;
  const reason = 'A PAYLOAD has to have the flag next or complete.';
  const problem = { kind: 'no-next-no-complete', offset: first.header.start + 4, reason };
  return { ...entry, problems: [...entry.problems, problem] };
}

function both(first: readonly Problem[], second: readonly Problem[]): readonly Problem[] {
  if (second.length === 0) return first;
  return first.length === 0 ? second : [...first, ...second];
}
