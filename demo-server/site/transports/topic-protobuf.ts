import type { Quote, TopicMessage } from '../../wire/topic/message.ts';
import type { Command, News } from '../../wire/topic/vocabulary.ts';
import { ProtobufReader, ProtobufWriter } from './protobuf-fields.ts';

/**
 * The messages of `wire/topic/topic.proto`, by hand: what makes code of a schema while it runs is
 * forbidden to the site's pages.
 */

/** Numbers of Command's fields, and of the fields in each. */
const COMMANDS: Readonly<Record<Command['kind'], number>> = {
  publish: 1,
  subscribe: 2,
  unsubscribe: 3,
  ping: 4,
};

export function writeCommand(command: Command): Uint8Array {
  return new ProtobufWriter().message(COMMANDS[command.kind], fieldsOf(command)).bytes();
}

function fieldsOf(command: Command): ProtobufWriter {
  const fields = new ProtobufWriter();
  switch (command.kind) {
    case 'publish':
      return fields.string(1, command.topic).string(2, command.from).string(3, command.text);
    case 'subscribe':
    case 'unsubscribe':
      return fields.string(1, command.topic);
    case 'ping':
      return fields.double(1, command.at);
  }
}

/** @throws where the bytes are no protobuf message */
export function readNews(bytes: Uint8Array): News {
  const news = new ProtobufReader(bytes);
  const message = news.message(2);
  if (message) return { kind: 'message', message: messageIn(message) };
  const pong = news.message(3);
  if (pong) return { kind: 'pong', at: pong.number(1) };
  const error = news.message(4);
  if (error) return { kind: 'error', error: error.string(1), whatToDo: error.string(2) };
  const server = news.message(1)?.string(2) ?? '';
  const topics = news.message(1)?.strings(1) ?? [];
  return { kind: 'welcome', topics, ...(server !== '' && { server }) };
}

function messageIn(fields: ProtobufReader): TopicMessage {
  const quote = fields.message(7);
  const server = fields.string(8);
  return {
    id: fields.number(1),
    topic: fields.string(2),
    type: fields.string(3),
    time: fields.number(4),
    from: fields.string(5),
    text: fields.string(6),
    ...(quote && { quote: quoteIn(quote) }),
    ...(server !== '' && { server }),
  };
}

function quoteIn(fields: ProtobufReader): Quote {
  return { symbol: fields.string(1), price: fields.number(2), change: fields.number(3) };
}
