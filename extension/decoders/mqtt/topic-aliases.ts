import type { Direction, Problem } from '../contract.ts';
import { Recent } from '../recent.ts';
import type { Publish } from './packet.ts';

/** What a PUBLISH is about, and what its topic alias comes to. */
export interface ResolvedTopic {
  /** Absent where the alias was never given a topic. */
  readonly topic?: string;
  readonly note?: string;
  readonly problems: readonly Problem[];
}

const NO_PROBLEMS: readonly Problem[] = [];

/** Topic aliases of one connection, each direction with its own (MQTT 5 §3.3.2.3.4). */
export class TopicAliases {
  readonly #topics: Readonly<Record<Direction, Recent<string>>> = {
    sent: new Recent(),
    received: new Recent(),
  };
  /** The highest alias that the receiver takes; unknown until it said so. */
  readonly #maximum: Partial<Record<Direction, number>> = {};

  /** The packets of this direction may use aliases up to `maximum`. */
  allow(direction: Direction, maximum: number): void {
    this.#maximum[direction] = maximum;
  }

  resolve({ topic, alias }: Publish, direction: Direction): ResolvedTopic {
    if (alias === undefined) return { topic, problems: NO_PROBLEMS };
    const problems = this.#check(alias, direction);
    const topics = this.#topics[direction];
    if (topic !== '') {
      topics.set(`${alias}`, topic, topic.length * 2);
      return { topic, note: 'stands for this topic from now on', problems };
    }
    const known = topics.get(`${alias}`);
    if (known !== undefined) return { topic: known, note: `stands for ${known}`, problems };
    const reason = `Topic alias ${alias} was not given a topic in what was captured.`;
    return { problems: [...problems, { kind: 'unknown-alias', offset: 0, reason }] };
  }

  #check(alias: number, direction: Direction): readonly Problem[] {
    const maximum = this.#maximum[direction];
    if (maximum === undefined || alias <= maximum) return NO_PROBLEMS;
    const reason = `The receiver takes topic aliases up to ${maximum}, not ${alias}.`;
    return [{ kind: 'alias-above-maximum', offset: 0, reason }];
  }
}
