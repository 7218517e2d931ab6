import { FieldReader, FieldWriter } from './fields.ts';
import type { Quote, TopicMessage } from './message.ts';
import { type Command, type Malformed, malformed, type News } from './vocabulary.ts';

/**
 * The compact layout of `vocabulary.ts`. A message is its kind's byte, then its fields in order.
 * `string` is a u32 length and UTF-8, `u32` and `f64` are big-endian.
 *
 *     0x01 publish      string topic, string from, string text
 *     0x02 subscribe    string topic
 *     0x03 unsubscribe  string topic
 *     0x04 ping         f64 at
 *     0x81 welcome      u32 count, string topic …, string server (empty without a cluster)
 *     0x82 message      u32 id, string topic, string type, f64 time, string from, string text,
 *                       u8 flags; with flag 1 string symbol, f64 price, f64 change;
 *                       with flag 2 string server
 *     0x84 pong         f64 at
 *     0x8f error        string error, string whatToDo
 */
const CODE = {
  publish: 0x01,
  subscribe: 0x02,
  unsubscribe: 0x03,
  ping: 0x04,
  welcome: 0x81,
  message: 0x82,
  pong: 0x84,
  error: 0x8f,
} as const satisfies Record<Command['kind'] | News['kind'], number>;

const HAS_QUOTE = 1;
const HAS_SERVER = 2;

export function encodeCommand(command: Command): Uint8Array {
  const fields = new FieldWriter().byte(CODE[command.kind]);
  switch (command.kind) {
    case 'publish':
      return fields.string(command.topic).string(command.from).string(command.text).bytes();
    case 'subscribe':
    case 'unsubscribe':
      return fields.string(command.topic).bytes();
    case 'ping':
      return fields.double(command.at).bytes();
  }
}

export function decodeCommand(bytes: Uint8Array): Command | Malformed {
  const fields = new FieldReader(bytes);
  const command = readCommand(fields, fields.byte());
  if (command.kind === 'malformed' || fields.complete) return command;
  return malformed(
    fields.broken ? 'The binary message ends too early.' : 'The binary message is too long.',
  );
}

function readCommand(fields: FieldReader, code: number): Command | Malformed {
  switch (code) {
    case CODE.publish: {
      const [topic, from, text] = [fields.string(), fields.string(), fields.string()];
      return { kind: 'publish', topic, from, text };
    }
    case CODE.subscribe:
      return { kind: 'subscribe', topic: fields.string() };
    case CODE.unsubscribe:
      return { kind: 'unsubscribe', topic: fields.string() };
    case CODE.ping:
      return { kind: 'ping', at: fields.double() };
    default:
      return malformed(`Its first byte, 0x${code.toString(16)}, is no command.`);
  }
}

export function encodeNews(news: News): Uint8Array {
  const fields = new FieldWriter().byte(CODE[news.kind]);
  switch (news.kind) {
    case 'welcome':
      fields.unsigned(news.topics.length);
      for (const topic of news.topics) fields.string(topic);
      return fields.string(news.server ?? '').bytes();
    case 'message':
      return writeMessage(fields, news.message).bytes();
    case 'pong':
      return fields.double(news.at).bytes();
    case 'error':
      return fields.string(news.error).string(news.whatToDo).bytes();
  }
}

export function decodeNews(bytes: Uint8Array): News | Malformed {
  const fields = new FieldReader(bytes);
  const news = readNews(fields, fields.byte());
  if (news.kind === 'malformed' || fields.complete) return news;
  return malformed('The binary message has another length than its fields.');
}

function readNews(fields: FieldReader, code: number): News | Malformed {
  switch (code) {
    case CODE.welcome: {
      const topics: string[] = [];
      for (let left = fields.unsigned(); left > 0 && !fields.broken; left -= 1)
        topics.push(fields.string());
      const server = fields.string();
      return { kind: 'welcome', topics, ...(server !== '' && { server }) };
    }
    case CODE.message:
      return { kind: 'message', message: readMessage(fields) };
    case CODE.pong:
      return { kind: 'pong', at: fields.double() };
    case CODE.error: {
      const [error, whatToDo] = [fields.string(), fields.string()];
      return { kind: 'error', error, whatToDo };
    }
    default:
      return malformed(`Its first byte, 0x${code.toString(16)}, is no news.`);
  }
}

function writeMessage(fields: FieldWriter, message: TopicMessage): FieldWriter {
  fields.unsigned(message.id).string(message.topic).string(message.type);
  fields.double(message.time).string(message.from).string(message.text);
  const { quote, server } = message;
  fields.byte((quote ? HAS_QUOTE : 0) | (server === undefined ? 0 : HAS_SERVER));
  if (quote) fields.string(quote.symbol).double(quote.price).double(quote.change);
  return server === undefined ? fields : fields.string(server);
}

function readMessage(fields: FieldReader): TopicMessage {
  const id = fields.unsigned();
  const [topic, type] = [fields.string(), fields.string()];
  const time = fields.double();
  const [from, text] = [fields.string(), fields.string()];
  const flags = fields.byte();
  return {
    ...{ id, topic, type, time, from, text },
    ...(flags & HAS_QUOTE && { quote: readQuote(fields) }),
    ...(flags & HAS_SERVER && { server: fields.string() }),
  };
}

function readQuote(fields: FieldReader): Quote {
  const symbol = fields.string();
  const [price, change] = [fields.double(), fields.double()];
  return { symbol, price, change };
}
