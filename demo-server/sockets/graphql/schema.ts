import { buildSchema, GraphQLError } from 'graphql';
import type { Hub } from '../../hub/hub.ts';
import { LIMITS } from '../../limits.ts';
import { isTopicName, type TopicMessage } from '../../wire/topic/message.ts';

/** The hub as a graph. */
export const SCHEMA = buildSchema(`
  type Quote { symbol: String! price: Float! change: Float! }
  type Message {
    id: Int! topic: String! type: String! time: Float! from: String! text: String! quote: Quote
    server: String
  }
  type Query {
    "What a topic remembers, the latest last."
    history(topic: String!, count: Int = 20): [Message!]!
  }
  type Mutation { publish(topic: String!, from: String!, text: String!): Message! }
  type Subscription { messages(topic: String!): Message! }
`);

interface OfTopic {
  readonly topic: string;
}

/** Answers queries and mutations, and follows topics. */
export function resolversOf(hub: Hub) {
  return {
    history: ({ topic, count }: OfTopic & { count: number }) =>
      hub.history(nameOf(topic)).recent(Math.max(0, Math.min(count, LIMITS.historyMessages))),
    publish: ({ topic, from, text }: OfTopic & { from: string; text: string }) => {
      if (from.length < 1 || from.length > LIMITS.from || text.length > LIMITS.text)
        throw new GraphQLError('from is empty, or from or text is too long.');
      return hub.publish({ topic: nameOf(topic), type: 'chat', from, text });
    },
    messages: ({ topic }: OfTopic) => follow(hub, nameOf(topic)),
  };
}

function nameOf(topic: string): string {
  if (isTopicName(topic)) return topic;
  throw new GraphQLError(`"${topic.slice(0, 40)}" is no name of a topic.`);
}

/** The messages of a topic from now on. A consumer that is too slow is let go. */
async function* follow(hub: Hub, topic: string): AsyncGenerator<{ messages: TopicMessage }> {
  const queue: TopicMessage[] = [];
  let wake = () => {};
  const leave = hub.subscribe(topic, ({ message }) => {
    queue.push(message);
    wake();
  });
  try {
    for (;;) {
      if (queue.length > LIMITS.graphqlBacklog)
        throw new GraphQLError('This subscription reads too slowly.');
      const message = queue.shift();
      if (message) yield { messages: message };
      else
        await new Promise<void>((done) => {
          wake = done;
        });
    }
  } finally {
    leave();
  }
}
