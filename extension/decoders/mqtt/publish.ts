import type { PacketContext, Publish } from './packet.ts';
import { readPacketIdentifier } from './packet-identifier.ts';
import type { PacketReader } from './packet-reader.ts';
import {
  CONTENT_TYPE,
  numberOf,
  type Property,
  readProperties,
  SUBSCRIPTION_IDENTIFIER,
  TOPIC_ALIAS,
  textOf,
  USER_PROPERTY,
} from './properties.ts';

/** PUBLISH (MQTT 5 §3.3, 3.1.1 §3.3). */
export function readPublish(reader: PacketReader, { flags, level }: PacketContext): Publish {
  const qos = (flags >> 1) & 3;
  const isDuplicate = (flags & 8) !== 0;
  const topicAt = reader.offset;
  const topic = reader.text('topic') ?? '';
  const id = qos > 0 ? readPacketIdentifier(reader) : undefined;
  const properties = level === 5 ? readProperties(reader, 'PUBLISH') : NONE;
  const alias = numberOf(properties, TOPIC_ALIAS);
  if (!reader.isQuiet) {
    checkFlags(reader, qos, isDuplicate);
    checkTopic(reader, topic, topicAt, alias !== undefined);
  }
  const start = reader.offset;
  reader.rest('payload', 'bytes');
  return {
    type: 'PUBLISH',
    topic,
    qos,
    isRetained: (flags & 1) !== 0,
    isDuplicate,
    id,
    alias,
    contentType: textOf(properties, CONTENT_TYPE),
    contentEncoding: contentEncodingOf(properties),
    subscriptions: properties.length === 0 ? NONE : properties.flatMap(subscriptionOf),
    payload: [start, reader.offset],
  };
}

const NONE: readonly never[] = [];

function checkFlags(reader: PacketReader, qos: number, isDuplicate: boolean): void {
  if (qos === 3) reader.problem('bad-qos', 0, 'There is no QoS 3.');
  if (qos === 0 && isDuplicate) {
    reader.problem('bad-duplicate', 0, 'A message of QoS 0 is never sent again.');
  }
}

function checkTopic(reader: PacketReader, topic: string, at: number, hasAlias: boolean): void {
  if (/[+#]/.test(topic)) {
    reader.problem('wildcard-in-topic', at, 'A message is published to a topic without wildcards.');
  }
  if (topic === '' && !hasAlias) reader.problem('no-topic', at, 'The topic is empty.');
}

/** MQTT has no property for it: what is published uses the name that HTTP has. */
function contentEncodingOf(properties: readonly Property[]): string | undefined {
  if (properties.length === 0) return undefined;
  const texts = properties
    .filter(({ id }) => id === USER_PROPERTY)
    .map(({ value }) => String(value));
  return texts.map((text) => /^content-encoding: (.*)$/i.exec(text)?.[1]).find(Boolean);
}

function subscriptionOf({ id, value }: Property): readonly number[] {
  return id === SUBSCRIPTION_IDENTIFIER && typeof value === 'number' ? [value] : [];
}
