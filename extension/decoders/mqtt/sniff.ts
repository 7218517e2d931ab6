import type { Payload } from '../../bytes/payload.ts';
import { readFixedHeader } from './fixed-header.ts';

const MQTT = Array.from('\0\u0004MQTT', (letter) => letter.charCodeAt(0));
const MQISDP = Array.from('\0\u0006MQIsdp', (letter) => letter.charCodeAt(0));

/**
 * The version of the CONNECT that a payload begins with: nothing else tells MQTT from other bytes.
 * The packet may go on in the next message, but has to be long enough for what every CONNECT has.
 */
export function versionOfConnect(payload: Payload): string | undefined {
  if (payload.isText) return undefined;
  const { bytes } = payload;
  const header = readFixedHeader(bytes);
  if (typeof header === 'string' || header.type !== 'CONNECT' || header.flags !== 0) {
    return undefined;
  }
  const isOld = startsWith(bytes, header.length, MQISDP);
  if (!isOld && !startsWith(bytes, header.length, MQTT)) return undefined;
  const levelAt = header.length + (isOld ? MQISDP : MQTT).length;
  // Level, flags, keep alive, and the length of the client identifier.
  if (header.packetLength < levelAt + 6) return undefined;
  return versionOf(isOld, (bytes[levelAt] ?? 0) & 0x7f);
}

function versionOf(isOld: boolean, level: number): string | undefined {
  if (isOld) return level === 3 ? '3.1' : undefined;
  if (level === 4) return '3.1.1';
  return level === 5 ? '5' : undefined;
}

function startsWith(bytes: Uint8Array, start: number, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[start + index] === byte);
}
