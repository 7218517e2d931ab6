import { oneLine } from '../../bytes/shorten.ts';
import type { Packet, Publish } from './packet.ts';
import type { Level } from './packet-types.ts';
import { codeSummary } from './reason-codes.ts';

/** From here on a reason code is an error (MQTT 5 §2.4). */
const FAILURE = 0x80;

/** `PUBLISH /room/1, QoS 1`: a packet in one line. `topic` is what an alias stands for. */
export function summarize(packet: Packet, level: Level, topic?: string): string {
  return oneLine(`${packet.type} ${about(packet, level, topic)}`);
}

function about(packet: Packet, level: Level, topic: string | undefined): string {
  switch (packet.type) {
    case 'CONNECT':
      return packet.clientId;
    case 'CONNACK':
      return codeSummary('CONNACK', packet.code, level);
    case 'PUBLISH':
      return publication(packet, topic);
    case 'PUBACK':
    case 'PUBREC':
    case 'PUBREL':
    case 'PUBCOMP':
      return `${packet.id}${packet.code < FAILURE ? '' : `, ${codeSummary(packet.type, packet.code, level)}`}`;
    case 'SUBSCRIBE':
    case 'UNSUBSCRIBE':
      return packet.filters.join(', ');
    case 'SUBACK':
    case 'UNSUBACK': {
      const names = packet.codes.slice(0, 8).map((code) => codeSummary(packet.type, code, level));
      return names.length > 0 ? names.join(', ') : `${packet.id}`;
    }
    case 'DISCONNECT':
    case 'AUTH':
      return packet.code === 0 ? '' : codeSummary(packet.type, packet.code, 5);
    case 'PINGREQ':
    case 'PINGRESP':
      return '';
    default:
      return packet satisfies never;
  }
}

function publication(packet: Publish, topic = packet.topic): string {
  let line = topic || (packet.alias === undefined ? '' : `alias ${packet.alias}`);
  if (packet.qos > 0) line += `, QoS ${packet.qos}`;
  if (packet.isRetained) line += ', retain';
  if (packet.isDuplicate) line += ', duplicate';
  return line;
}
