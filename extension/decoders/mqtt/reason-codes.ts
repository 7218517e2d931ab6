import type { Level, PacketType } from './packet-types.ts';

/** Return codes of CONNACK before 5 (MQTT 3.1.1 §3.2.2.3). */
const RETURN_CODES: readonly string[] = [
  'Connection accepted',
  'Unacceptable protocol version',
  'Identifier rejected',
  'Server unavailable',
  'Bad user name or password',
  'Not authorized',
];

/** MQTT 5 §2.4. */
const REASON_CODES: ReadonlyMap<number, string> = new Map([
  [0x00, 'Success'],
  [0x01, 'Granted QoS 1'],
  [0x02, 'Granted QoS 2'],
  [0x04, 'Disconnect with Will Message'],
  [0x10, 'No matching subscribers'],
  [0x11, 'No subscription existed'],
  [0x18, 'Continue authentication'],
  [0x19, 'Re-authenticate'],
  [0x80, 'Unspecified error'],
  [0x81, 'Malformed Packet'],
  [0x82, 'Protocol Error'],
  [0x83, 'Implementation specific error'],
  [0x84, 'Unsupported Protocol Version'],
  [0x85, 'Client Identifier not valid'],
  [0x86, 'Bad User Name or Password'],
  [0x87, 'Not authorized'],
  [0x88, 'Server unavailable'],
  [0x89, 'Server busy'],
  [0x8a, 'Banned'],
  [0x8b, 'Server shutting down'],
  [0x8c, 'Bad authentication method'],
  [0x8d, 'Keep Alive timeout'],
  [0x8e, 'Session taken over'],
  [0x8f, 'Topic Filter invalid'],
  [0x90, 'Topic Name invalid'],
  [0x91, 'Packet Identifier in use'],
  [0x92, 'Packet Identifier not found'],
  [0x93, 'Receive Maximum exceeded'],
  [0x94, 'Topic Alias invalid'],
  [0x95, 'Packet too large'],
  [0x96, 'Message rate too high'],
  [0x97, 'Quota exceeded'],
  [0x98, 'Administrative action'],
  [0x99, 'Payload format invalid'],
  [0x9a, 'Retain not supported'],
  [0x9b, 'QoS not supported'],
  [0x9c, 'Use another server'],
  [0x9d, 'Server moved'],
  [0x9e, 'Shared Subscriptions not supported'],
  [0x9f, 'Connection rate exceeded'],
  [0xa0, 'Maximum connect time'],
  [0xa1, 'Subscription Identifiers not supported'],
  [0xa2, 'Wildcard Subscriptions not supported'],
]);

/** Codes that each packet of MQTT 5 may have: §2.4, with §3.2.2.2 to 3.15.2.1. */
const REFUSED = [0x80, 0x81, 0x82, 0x83, 0x87, 0x89, 0x8c, 0x90, 0x95, 0x97];
const NOT_SERVED = [0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9f];
const CONNECTED = [0x00, ...REFUSED, 0x84, 0x85, 0x86, 0x88, 0x8a, ...NOT_SERVED];
const LIMITED = [0x8b, 0x8d, 0x8e, 0x8f, 0x93, 0x94, 0x96, 0x98, 0x9e, 0xa0, 0xa1, 0xa2];
const PUBLISHED = [0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99];
const RELEASED = [0x00, 0x92];
const CODES_OF: Partial<Record<PacketType, readonly number[]>> = {
  CONNACK: CONNECTED,
  PUBACK: PUBLISHED,
  PUBREC: PUBLISHED,
  PUBREL: RELEASED,
  PUBCOMP: RELEASED,
  SUBACK: [0x00, 0x01, 0x02, 0x80, 0x83, 0x87, 0x8f, 0x91, 0x97, 0x9e, 0xa1, 0xa2],
  UNSUBACK: [0x00, 0x11, 0x80, 0x83, 0x87, 0x8f, 0x91],
  DISCONNECT: [0x00, 0x04, ...REFUSED, ...LIMITED, ...NOT_SERVED],
  AUTH: [0x00, 0x18, 0x19],
};

/** Whether the packet may have this code. */
export function isCodeOf(type: PacketType, code: number, level: Level): boolean {
  const codes = level === 5 ? CODES_OF[type] : undefined;
  return codes ? codes.includes(code) : codeName(type, code, level) !== undefined;
}

/** The name of a code as the packet means it, or `undefined` where the version has none. */
function codeName(type: PacketType, code: number, level: Level): string | undefined {
  if (level < 5) return type === 'SUBACK' ? grantedName(code) : RETURN_CODES[code];
  if (code === 0 && type === 'SUBACK') return 'Granted QoS 0';
  if (code === 0 && type === 'DISCONNECT') return 'Normal disconnection';
  return REASON_CODES.get(code);
}

function grantedName(code: number): string | undefined {
  if (code === 0x80) return 'Failure';
  return code < 3 ? `Granted QoS ${code}` : undefined;
}

/** A code as a field shows it: `Not authorized (0x87)`. */
export function codeText(type: PacketType, code: number, level: Level): string {
  const hex = `0x${code.toString(16).padStart(2, '0')}`;
  return `${codeName(type, code, level) ?? 'unknown'} (${hex})`;
}

/** The name alone, for a summary. */
export function codeSummary(type: PacketType, code: number, level: Level): string {
  return codeName(type, code, level) ?? `0x${code.toString(16).padStart(2, '0')}`;
}
