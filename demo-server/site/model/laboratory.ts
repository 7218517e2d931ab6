import { computed, effect } from '@preact/signals';
import type { SettingValues } from '../../settings.ts';
import { Board, type BoardState } from '../../shared/board.ts';
import { type DocumentState, SharedDocument } from '../../shared/document.ts';
import { OWN_TOPICS, type OwnTopic } from '../../wire/topic/message.ts';
import { newClientName } from '../transports/client-name.ts';
import type { LaneOptions } from '../transports/transport.ts';
import { Assistant } from './assistant.ts';
import { Burst } from './burst.ts';
import { Echo } from './echo.ts';
import { JsonLines } from './json-lines.ts';
import type { Lane } from './lane.ts';
import { trouble } from './server.ts';
import { SharedTopic } from './shared-topic.ts';
import { SlowLoop } from './slow-loop.ts';
import { TopicBench } from './topic-bench.ts';

/** Everything that stands on the bench. */
export class Laboratory {
  /** Name that the connections of its experiments carry. */
  readonly client = newClientName();
  readonly document = new SharedTopic<DocumentState>('document', () => new SharedDocument());
  readonly board = new SharedTopic<BoardState>('board', () => new Board());
  readonly benches: Readonly<Record<OwnTopic, TopicBench>> = {
    chat: new TopicBench('chat'),
    ticker: new TopicBench('ticker'),
    notifications: new TopicBench('notifications'),
    document: this.document.bench,
    board: this.board.bench,
  };
  readonly assistant = new Assistant();
  readonly burst = new Burst();
  readonly echo = new Echo();
  readonly slowLoop = new SlowLoop();
  readonly jsonLines = new JsonLines();

  readonly runningLanes = computed(() => this.lanes.filter((lane) => lane.running.value).length);

  /**
   * Requests that stay open. A browser opens six connections to one HTTP/1.1 origin; when that
   * many are held, every further request waits.
   */
  readonly heldRequests = computed(() => {
    const held = OWN_TOPICS.flatMap((topic) => {
      const { running, options } = this.benches[topic];
      return running.filter((lane) => holdsRequest(lane, options.value));
    });
    const streams = [
      this.assistant.status.value === 'asking',
      this.jsonLines.status.value === 'reading',
      this.slowLoop.since.value !== undefined,
    ];
    return held.length + streams.filter(Boolean).length;
  });

  /** Whether nothing that is switched on gets through. */
  readonly isCutOff = computed(() => {
    const running = this.lanes.filter((lane) => lane.running.value);
    return running.length > 0 && running.every(({ status }) => status.value.kind === 'retrying');
  });

  constructor() {
    // What went wrong while the server was away is over when it is back.
    effect(() => {
      if (!this.isCutOff.value) trouble.value = '';
    });
  }

  get lanes(): readonly Lane[] {
    return OWN_TOPICS.flatMap((topic) => this.benches[topic].all);
  }

  /** Begins with the period and hold that the server advises. */
  adopt({ period, hold }: SettingValues): void {
    for (const topic of OWN_TOPICS) this.benches[topic].change({ period, hold });
  }

  stopAll(): void {
    for (const lane of this.lanes) lane.stop();
    this.assistant.stop();
    this.burst.stop();
    this.echo.stop();
    this.slowLoop.stop();
    this.jsonLines.stop();
  }
}

function holdsRequest({ transport, status }: Lane, { carrier }: LaneOptions): boolean {
  if (status.value.kind === 'retrying') return false;
  if (transport === 'sockjs') return carrier !== 'websocket';
  return transport === 'sse' || transport === 'long-polling' || transport === 'streaming';
}
