import type { Packet, PacketContext } from './packet.ts';
import { readPacketIdentifier } from './packet-identifier.ts';
import type { PacketReader } from './packet-reader.ts';
import { numberOf, readProperties, SUBSCRIPTION_IDENTIFIER } from './properties.ts';

/** A level that is a wildcard holds nothing else, and # is the last one (MQTT 5 §4.7.1). */
const FILTER = /^(?:\+|[^+#/]*)(?:\/(?:\+|[^+#/]*))*(?:(?:^|\/)#)?$/;
const RETAIN_HANDLING: readonly string[] = [
  'send retained',
  'send retained if new',
  'send none retained',
];

/** SUBSCRIBE (MQTT 5 §3.8, 3.1.1 §3.8). */
export function readSubscribe(reader: PacketReader, { level }: PacketContext): Packet {
  const id = readPacketIdentifier(reader);
  const properties = level === 5 ? readProperties(reader, 'SUBSCRIBE') : [];
  const filters = readFilters(reader, () => readOptions(reader, level === 5));
  const subscription = numberOf(properties, SUBSCRIPTION_IDENTIFIER);
  return { type: 'SUBSCRIBE', id, filters, subscription };
}

/** UNSUBSCRIBE (MQTT 5 §3.10, 3.1.1 §3.10). */
export function readUnsubscribe(reader: PacketReader, { level }: PacketContext): Packet {
  const id = readPacketIdentifier(reader);
  if (level === 5) readProperties(reader, 'UNSUBSCRIBE');
  return { type: 'UNSUBSCRIBE', id, filters: readFilters(reader, () => {}) };
}

function readFilters(reader: PacketReader, readMore: () => void): readonly string[] {
  const filters: string[] = [];
  if (reader.remaining === 0) {
    reader.problem('no-filter', reader.offset, 'There has to be one topic filter at least.');
  }
  while (reader.remaining > 0) {
    const at = reader.offset;
    const filter = reader.group('subscription', () => {
      const text = reader.text('topic filter');
      readMore();
      return text;
    });
    if (filter === undefined) continue;
    filters.push(filter);
    if (filter === '' || !FILTER.test(filter)) {
      reader.problem('bad-filter', at, 'This is not how a topic filter is written.');
    }
  }
  return filters;
}

function readOptions(reader: PacketReader, isFive: boolean): void {
  const at = reader.offset;
  const options = reader.u8('options', (value) => optionNames(value, isFive).join(', '));
  if (options === undefined) return;
  const reserved = isFive ? 0xc0 : 0xfc;
  if (options & reserved) reader.problem('reserved-flags', at, 'Reserved options have to be 0.');
  if ((options & 3) === 3) reader.problem('bad-qos', at, 'There is no QoS 3.');
  if (isFive && (options & 0x30) === 0x30) {
    reader.problem('bad-value', at, 'There is no retain handling 3.');
  }
}

function optionNames(options: number, isFive: boolean): readonly string[] {
  const names = [`QoS ${options & 3}`];
  if (!isFive) return names;
  if (options & 4) names.push('no local');
  if (options & 8) names.push('retain as published');
  return [...names, RETAIN_HANDLING[(options >> 4) & 3] ?? 'retain handling 3'];
}
