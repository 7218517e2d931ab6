import { computed } from '@preact/signals';
import type { SettingValues } from '../../settings.ts';
import { TOPICS, type Topic } from '../../wire/topic/message.ts';
import { Assistant } from './assistant.ts';
import { Burst } from './burst.ts';
import { Echo } from './echo.ts';
import { JsonLines } from './json-lines.ts';
import { SlowLoop } from './slow-loop.ts';
import { TopicBench } from './topic-bench.ts';

/** Everything that stands on the bench. */
export class Laboratory {
  readonly benches: Readonly<Record<Topic, TopicBench>> = {
    chat: new TopicBench('chat'),
    ticker: new TopicBench('ticker'),
    notifications: new TopicBench('notifications'),
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
    const held = this.lanes.filter(
      ({ transport, running }) =>
        running.value && (transport === 'sse' || transport === 'long-polling'),
    );
    const streams = [
      this.assistant.status.value === 'asking',
      this.jsonLines.status.value === 'reading',
      this.slowLoop.since.value !== undefined,
    ];
    return held.length + streams.filter(Boolean).length;
  });

  get lanes() {
    return TOPICS.flatMap((topic) => this.benches[topic].all);
  }

  /** Begins with the period and hold that the server advises. */
  adopt({ period, hold }: SettingValues): void {
    for (const topic of TOPICS) this.benches[topic].change({ period, hold });
  }

  stopAll(): void {
    for (const lane of this.lanes) lane.stop();
    this.assistant.stop();
    this.burst.stop();
    this.slowLoop.stop();
    this.jsonLines.stop();
  }
}
