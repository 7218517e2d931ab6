/** One message of a topic, as every endpoint writes it in JSON. */
export interface TopicMessage {
  /** Running number within the topic, from 1. */
  readonly id: number;
  readonly topic: string;
  /** What kind of news it is; the event type of server-sent events. */
  readonly type: string;
  /** When it was published, epoch milliseconds. */
  readonly time: number;
  readonly from: string;
  readonly text: string;
  readonly quote?: Quote;
  /** The server of a cluster that it was published on. */
  readonly server?: string;
}

/** A price, as the ticker publishes it. */
export interface Quote {
  readonly symbol: string;
  readonly price: number;
  readonly change: number;
}

/** Topic names: also path segments, STOMP destinations and query values, hence so strict. */
export const TOPIC_PATTERN = '^[a-z][a-z0-9-]{0,31}$';

/** The topics of news, where anybody may say anything; each has a card on the page. */
export const TOPICS = ['chat', 'ticker', 'notifications'] as const;
export type Topic = (typeof TOPICS)[number];

/** The topics whose messages change one thing that all share; they have rules. */
export const SHARED_TOPICS = ['document', 'board'] as const;
export type SharedTopic = (typeof SHARED_TOPICS)[number];

/** The topics that always exist; their STOMP destinations are `/topic/` and the name. */
export const OWN_TOPICS = [...TOPICS, ...SHARED_TOPICS] as const;
export type OwnTopic = Topic | SharedTopic;

/** Whether a name can be a topic. */
export function isTopicName(name: string): boolean {
  return TOPIC_NAME.test(name);
}

const TOPIC_NAME = new RegExp(TOPIC_PATTERN);
