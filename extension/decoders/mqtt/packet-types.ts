/** The control packets, by the type in the upper half of the first byte (MQTT 5 §2.1.2). */
export const PACKET_TYPES = [
  'reserved',
  'CONNECT',
  'CONNACK',
  'PUBLISH',
  'PUBACK',
  'PUBREC',
  'PUBREL',
  'PUBCOMP',
  'SUBSCRIBE',
  'SUBACK',
  'UNSUBSCRIBE',
  'UNSUBACK',
  'PINGREQ',
  'PINGRESP',
  'DISCONNECT',
  'AUTH',
] as const;

export type PacketType = (typeof PACKET_TYPES)[number];
export type Acknowledgement = 'PUBACK' | 'PUBREC' | 'PUBREL' | 'PUBCOMP';

/** Protocol level of CONNECT: 3 is MQTT 3.1, 4 is 3.1.1, 5 is 5. */
export type Level = 3 | 4 | 5;

export function versionName(level: Level): string {
  switch (level) {
    case 3:
      return '3.1';
    case 4:
      return '3.1.1';
    case 5:
      return '5';
    default:
      return level satisfies never;
  }
}

/** Packets whose flags have to be 0b0010 (MQTT 5 §2.1.3). */
const FLAGS_TWO: ReadonlySet<PacketType> = new Set(['PUBREL', 'SUBSCRIBE', 'UNSUBSCRIBE']);

/** Whether the flags are those that the type has to have; 3.1 had DUP there as well. */
export function areFlagsSound(type: PacketType, flags: number, level: Level): boolean {
  if (type === 'PUBLISH') return true;
  const expected = FLAGS_TWO.has(type) ? 2 : 0;
  return level === 3 ? (flags & 0b0110) === expected : flags === expected;
}
