import type { AedesPublishPacket, Aedes as Broker, Client } from 'aedes';
import { Aedes } from 'aedes';
import type { Laboratory } from '../../laboratory.ts';
import { LIMITS } from '../../limits.ts';
import { isTopicName } from '../../wire/topic/message.ts';
import type { SocketRoute } from '../route.ts';
import { socketStream } from './socket-stream.ts';

/** MQTT topics of the hub's: `topic/chat`. Others stay between MQTT's own clients. */
const PREFIX = 'topic/';
const SUBPROTOCOLS = ['mqtt', 'mqttv3.1'];

/**
 * `/mqtt`: an MQTT 3.1 and 3.1.1 broker (Aedes knows no 5). What is published to `topic/NAME` as `{from, text}` or as
 * plain text goes to everybody, over every transport; what is said elsewhere arrives there as JSON.
 */
export async function mqttRoute(laboratory: Laboratory): Promise<SocketRoute> {
  const broker = await Aedes.createBroker({ concurrency: 1000, queueLimit: 1000 });
  bridge(broker, laboratory);
  laboratory.closing.addEventListener('abort', () => broker.close());
  return {
    chooseProtocol: (asked) => SUBPROTOCOLS.find((name) => asked.has(name)),
    accept: () => (socket) => void broker.handle(socketStream(socket)),
  };
}

/** Everything of the hub goes to MQTT; of MQTT's, what its clients write to the hub's topics. */
function bridge(broker: Broker, { hub }: Laboratory): void {
  hub.subscribeToAll(({ message }) => {
    const packet = { topic: PREFIX + message.topic, payload: JSON.stringify(message) };
    broker.publish(
      { cmd: 'publish', qos: 1, dup: false, retain: false, ...packet },
      () => undefined,
    );
  });
  broker.authorizePublish = (client, packet, done) => {
    const topic = packet.topic.startsWith(PREFIX) ? packet.topic.slice(PREFIX.length) : undefined;
    if (topic === undefined) return done(null);
    if (!isTopicName(topic)) return done(new Error(`${packet.topic} is no topic of this server.`));
    const news = { topic, type: 'chat', ...said(packet.payload, client) };
    // The hub's own message comes back over the bus; this one goes no further.
    packet.topic = `$SYS/taken/${topic}`;
    hub.publish(news).then(
      () => done(null),
      (error: Error) => done(error),
    );
  };
}

function said(payload: AedesPublishPacket['payload'], client: Client | null) {
  const text = payload.toString();
  const { from, text: body } = object(text);
  const isOurs = typeof from === 'string' && typeof body === 'string';
  const [sender, words] = isOurs ? [from, body] : [client?.id ?? 'mqtt', text];
  return { from: sender.slice(0, LIMITS.from), text: words.slice(0, LIMITS.text) };
}

function object(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
