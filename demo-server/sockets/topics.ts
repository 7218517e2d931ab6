import type { Hub } from '../hub/hub.ts';
import { LIMITS } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import {
  FORMAT_NAMES,
  type FormatName,
  formatOfSubprotocol,
  isFormatName,
  type TopicFormat,
} from '../wire/topic/format.ts';
import { parseCommand } from '../wire/topic/json.ts';
import { isTopicName, type TopicMessage } from '../wire/topic/message.ts';
import type { Command, Malformed, News } from '../wire/topic/vocabulary.ts';
import { frameOf } from '../wire/websocket-frame.ts';
import type { Prepared, RecordedSocket } from './recorded-socket.ts';
import { firstAsked, type SocketRoute } from './route.ts';
import { FORMATS } from './topic-formats.ts';

/**
 * `/ws?topic=chat,ticker&format=`: see `wire/topic/vocabulary.ts` for what is said. A subprotocol
 * that names a format (`topics.cbor`) counts for more than the URL: it is what both sides agreed on.
 */
export function topicsRoute(hub: Hub, server?: string): SocketRoute {
  return {
    chooseProtocol: (asked) =>
      [...asked].find((protocol) => formatOfSubprotocol(protocol)) ?? firstAsked(asked),
    accept: (parameters) => {
      const topics = (parameters.get('topic') ?? '').split(',').filter((name) => name !== '');
      for (const topic of topics) requireTopicName(topic);
      if (topics.length > LIMITS.topics) throw tooManyTopics();
      const format = formatOf(parameters.get('format') ?? 'json');
      return (socket) => {
        const agreed = formatOfSubprotocol(socket.protocol) ?? format;
        new TopicsConnection(hub, socket, FORMATS[agreed], server).start(topics);
      };
    },
  };
}

function formatOf(name: string): FormatName {
  if (isFormatName(name)) return name;
  const known = FORMAT_NAMES.join(', ');
  throw new Refusal(400, `format is none of ${known}.`, 'Leave it out for json.');
}

function requireTopicName(topic: string): void {
  if (isTopicName(topic)) return;
  throw new Refusal(
    400,
    'That is no name of a topic.',
    'Use up to 32 small letters, digits and hyphens, beginning with a letter.',
  );
}

function tooManyTopics(): Refusal {
  return new Refusal(400, `More than ${LIMITS.topics} topics.`, 'Join fewer, or leave one first.');
}

class TopicsConnection {
  private readonly hub: Hub;
  private readonly socket: RecordedSocket;
  private readonly format: TopicFormat;
  private readonly joined = new Map<string, () => void>();
  private errors = 0;

  constructor(
    hub: Hub,
    socket: RecordedSocket,
    format: TopicFormat,
    private readonly server: string | undefined,
  ) {
    this.hub = hub;
    this.socket = socket;
    this.format = format;
  }

  start(topics: readonly string[]): void {
    for (const topic of topics) this.join(topic);
    this.welcome();
    this.socket.over.addEventListener('abort', () => {
      for (const leave of this.joined.values()) leave();
    });
    this.socket.onMessage((data) => {
      const command = typeof data === 'string' ? parseCommand(data) : this.format.decode(data);
      void this.obey(command).catch((error: unknown) => this.complain(error));
    });
  }

  private async obey(command: Command | Malformed): Promise<void> {
    switch (command.kind) {
      case 'publish':
        await this.publish(command);
        return;
      case 'subscribe':
        requireTopicName(command.topic);
        this.join(command.topic);
        return this.welcome();
      case 'unsubscribe':
        this.joined.get(command.topic)?.();
        this.joined.delete(command.topic);
        return this.welcome();
      case 'ping':
        return this.send({ kind: 'pong', at: command.at });
      case 'malformed':
        throw new Refusal(400, command.reason, 'See demo-server/wire/topic/vocabulary.ts.');
    }
  }

  private async publish({ topic, from, text }: Command & { kind: 'publish' }): Promise<void> {
    requireTopicName(topic);
    if (from.length < 1 || from.length > LIMITS.from || text.length > LIMITS.text) {
      const advice = `At most ${LIMITS.from} and ${LIMITS.text} characters.`;
      throw new Refusal(400, 'from is empty, or from or text is too long.', advice);
    }
    await this.hub.publish({ topic, type: 'chat', from, text });
  }

  private join(topic: string): void {
    if (this.joined.has(topic)) return;
    if (this.joined.size >= LIMITS.topics) throw tooManyTopics();
    const leave = this.hub.subscribe(topic, ({ message }) =>
      this.socket.sendPrepared(encodedMessage(message, this.format)),
    );
    this.joined.set(topic, leave);
  }

  private welcome(): void {
    const { server } = this;
    const topics = [...this.joined.keys()];
    this.send({ kind: 'welcome', topics, ...(server !== undefined && { server }) });
  }

  private send(news: News): void {
    this.socket.send(this.format.encode(news));
  }

  private complain(error: unknown): void {
    if (!(error instanceof Refusal)) console.error('A topics socket failed:', error);
    const refusal =
      error instanceof Refusal ? error : new Refusal(500, 'The server failed.', 'Try again.');
    this.send({ kind: 'error', ...refusal.toJSON() });
    this.errors += 1;
    if (this.errors >= LIMITS.socketErrors) this.socket.close(1008, 'too many errors');
  }
}

/** Each message is encoded once, however many listen. */
const known = new WeakMap<TopicMessage, Map<TopicFormat, Prepared>>();

function encodedMessage(message: TopicMessage, format: TopicFormat): Prepared {
  const ready = known.get(message)?.get(format);
  if (ready) return ready;
  const data = format.encode({ kind: 'message', message });
  const prepared = { data, size: Buffer.byteLength(data), frame: frameOf(data) };
  const forms = known.get(message) ?? new Map<TopicFormat, Prepared>();
  known.set(message, forms.set(format, prepared));
  return prepared;
}
