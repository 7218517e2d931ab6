import type { ChannelName, Direction, Problem } from '../contract.ts';
import { Recent } from '../recent.ts';
import { isRequest, type RequestType } from './frame-types.ts';
import type { JoinedFrame } from './joined-frame.ts';
import { opposite } from './opposite.ts';

/** Streams that are remembered while they are open. */
const KEPT = 10_000;

/** One stream while it is open. */
export interface Stream {
  readonly type: RequestType;
  readonly requester: Direction;
  readonly channel: ChannelName;
  /** Payloads that may go each way, all together, and those that went. */
  readonly granted: Record<Direction, number>;
  readonly used: Record<Direction, number>;
  readonly isComplete: Record<Direction, boolean>;
  /** MIME types of the data that goes each way, where it is not that of SETUP. */
  readonly dataMime: Partial<Record<Direction, string>>;
}

/** Knows the open streams of one connection, and the names of those that are over. */
export class Streams {
  readonly #open = new Map<number, Stream>();
  readonly #routes = new Recent<string>();

  get(id: number): Stream | undefined {
    return this.#open.get(id);
  }

  /** A request opens a stream. */
  open(id: number, joined: JoinedFrame, requester: Direction): readonly Problem[] {
    const { header, body } = joined.first;
    if (!isRequest(header.type)) return [];
    const problems = this.#check(id, requester);
    const [route] = joined.facts?.tags ?? [];
    if (route !== undefined) this.#routes.set(`${id}`, route, 2 * route.length);
    else this.#routes.delete(`${id}`);
    const responder = opposite(requester);
    const credit = body.kind === 'request' ? (body.requestN ?? 0) : 0;
    const { dataMime, accepted } = joined.facts ?? {};
    this.#remember(id, {
      type: header.type,
      requester,
      channel: this.#named(id),
      granted: { sent: 0, received: 0, [responder]: credit },
      used: { sent: 0, received: 0 },
      isComplete: { sent: false, received: false },
      dataMime: {
        ...(dataMime !== undefined && { [requester]: dataMime }),
        ...(accepted?.length === 1 && { [responder]: accepted[0] }),
      },
    });
    return problems;
  }

  close(id: number): void {
    this.#open.delete(id);
  }

  /** Named by its route, where there is one; that of a stream that is over as well. */
  channelOf(id: number): ChannelName | undefined {
    if (id === 0) return undefined;
    return this.#open.get(id)?.channel ?? this.#named(id);
  }

  /** `quotes #3` */
  #named(id: number): ChannelName {
    const route = this.#routes.get(`${id}`);
    const name = route === undefined ? `#${id}` : `${route} #${id}`;
    return { id: `${id}`, name, type: 'rsocket-stream' };
  }

  #remember(id: number, stream: Stream): void {
    this.#open.delete(id);
    this.#open.set(id, stream);
    if (this.#open.size <= KEPT) return;
    const [oldest] = this.#open.keys();
    if (oldest !== undefined) this.#open.delete(oldest);
  }

  #check(id: number, requester: Direction): readonly Problem[] {
    const problems: Problem[] = [];
    if (this.#open.has(id)) {
      const reason = `Stream ${id} is still in use.`;
      problems.push({ kind: 'stream-in-use', offset: 0, reason });
    }
    if ((id % 2 === 1) !== (requester === 'sent')) {
      const reason = 'The client has odd stream ids, the server even ones.';
      problems.push({ kind: 'stream-parity', offset: 0, reason });
    }
    return problems;
  }
}
