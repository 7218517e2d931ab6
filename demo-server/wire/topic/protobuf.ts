import protobuf from 'protobufjs';
import type { TopicFormat } from './format.ts';
import { type Command, type Malformed, malformed, type News } from './vocabulary.ts';

/**
 * The messages of `topic.proto`, whose text is given: `Command` is read, `News` is written.
 * @throws when the text is no .proto file with these two messages
 */
export function protobufFormat(proto: string): TopicFormat {
  const { root } = protobuf.parse(proto);
  const [command, news] = [root.lookupType('Command'), root.lookupType('News')];
  return {
    encode: (value) => news.encode(news.fromObject(fieldsOf(value))).finish(),
    decode: (bytes) => {
      try {
        const fields = command.toObject(command.decode(bytes), { defaults: true, oneofs: true });
        return commandOf(fields);
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'unreadable';
        return malformed(`It is no Command of topic.proto: ${reason}.`);
      }
    },
  };
}

/** A News, whose kind is the field that is set. */
function fieldsOf(news: News): Record<string, object> {
  switch (news.kind) {
    case 'welcome':
    case 'pong':
    case 'error':
      return { [news.kind]: news };
    case 'message':
      return { message: news.message };
  }
}

/** `kind` names the field that is set; the strings in it may be empty, but are there. */
function commandOf(fields: Readonly<Record<string, unknown>>): Command | Malformed {
  const kind = fields.kind;
  const values = new Map(Object.entries(Object(typeof kind === 'string' ? fields[kind] : {})));
  const string = (name: string) => String(values.get(name) ?? '');
  switch (kind) {
    case 'publish':
      return { kind, topic: string('topic'), from: string('from'), text: string('text') };
    case 'subscribe':
    case 'unsubscribe':
      return { kind, topic: string('topic') };
    case 'ping':
      return { kind, at: Number(values.get('at')) };
    default:
      return malformed('No field of topic.proto’s Command is set.');
  }
}
