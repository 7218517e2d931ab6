import type { Packet, PacketContext } from './packet.ts';
import type { PacketReader } from './packet-reader.ts';
import { numberOf, readProperties, TOPIC_ALIAS_MAXIMUM } from './properties.ts';
import { codeText, isCodeOf } from './reason-codes.ts';
import { hidden, shortened } from './secrets.ts';

const CLEAN = 0x02;
const WILL = 0x04;
const WILL_RETAIN = 0x20;
const PASSWORD = 0x40;
const USER_NAME = 0x80;

/** CONNECT (MQTT 5 §3.1, 3.1.1 §3.1); the level is that of the packet itself. */
export function readConnect(reader: PacketReader, { level }: PacketContext): Packet {
  const start = reader.offset;
  const name = reader.text('protocol name') ?? '';
  const said = reader.u8('protocol level', showLevel) ?? 0;
  if (!isKnown(name, said)) {
    reader.problem('unknown-version', start, 'This is no protocol name and level of MQTT.');
  }
  const flagsAt = reader.offset;
  const flags = reader.u8('connect flags', (value) => flagNames(value).join(', ') || 'none') ?? 0;
  checkFlags(reader, flags, flagsAt, level < 5);
  reader.u16('keep alive');
  const properties = level === 5 ? readProperties(reader, 'CONNECT') : [];
  const clientId = reader.text('client identifier') ?? '';
  if (flags & WILL) readWill(reader, level === 5);
  if (flags & USER_NAME) reader.text('user name', shortened, 'never shown whole');
  if (flags & PASSWORD) reader.binary('password', hidden);
  return {
    type: 'CONNECT',
    level: said,
    clientId,
    topicAliasMaximum: numberOf(properties, TOPIC_ALIAS_MAXIMUM) ?? 0,
  };
}

/** Bridges set the highest bit of the level. */
function isKnown(name: string, level: number): boolean {
  const plain = level & 0x7f;
  return name === 'MQIsdp' ? plain === 3 : name === 'MQTT' && (plain === 4 || plain === 5);
}

function showLevel(level: number): string {
  const versions = ['3.1', '3.1.1', '5'];
  const version = versions[(level & 0x7f) - 3];
  return version === undefined ? `${level}` : `${level} (MQTT ${version})`;
}

function flagNames(flags: number): readonly string[] {
  const qos = (flags >> 3) & 3;
  const names: readonly (readonly [boolean, string])[] = [
    [(flags & USER_NAME) !== 0, 'user name'],
    [(flags & PASSWORD) !== 0, 'password'],
    [(flags & WILL) !== 0, `will QoS ${qos}`],
    [(flags & WILL_RETAIN) !== 0, 'will retain'],
    [(flags & CLEAN) !== 0, 'clean start'],
  ];
  return names.filter(([isSet]) => isSet).map(([, name]) => name);
}

function checkFlags(reader: PacketReader, flags: number, at: number, isBeforeFive: boolean): void {
  const qos = (flags >> 3) & 3;
  if (flags & 1) reader.problem('reserved-flags', at, 'The lowest connect flag has to be 0.');
  if (qos === 3) reader.problem('bad-qos', at, 'The will has QoS 3, which there is not.');
  if (!(flags & WILL) && (qos !== 0 || flags & WILL_RETAIN)) {
    reader.problem('bad-will', at, 'There is no will, and still a QoS or retain flag for it.');
  }
  if (isBeforeFive && flags & PASSWORD && !(flags & USER_NAME)) {
    reader.problem('password-alone', at, 'Before MQTT 5 a password needs a user name.');
  }
}

function readWill(reader: PacketReader, hasProperties: boolean): void {
  if (hasProperties) readProperties(reader, 'will', 'will properties');
  reader.text('will topic');
  reader.binary('will payload');
}

/** CONNACK (MQTT 5 §3.2, 3.1.1 §3.2). */
export function readConnack(reader: PacketReader, { level }: PacketContext): Packet {
  const at = reader.offset;
  const flags = reader.u8('acknowledge flags', (value) => (value & 1 ? 'session present' : 'none'));
  if (flags !== undefined && flags > 1) {
    reader.problem('reserved-flags', at, 'All acknowledge flags but the lowest have to be 0.');
  }
  const name = level === 5 ? 'reason code' : 'return code';
  const code = reader.u8(name, (value) => codeText('CONNACK', value, level)) ?? 0;
  if (!isCodeOf('CONNACK', code, level)) {
    reader.problem('unknown-code', at + 1, `CONNACK has no ${name} ${code}.`);
  }
  const properties = level === 5 ? readProperties(reader, 'CONNACK') : [];
  const topicAliasMaximum = numberOf(properties, TOPIC_ALIAS_MAXIMUM) ?? 0;
  return { type: 'CONNACK', code, topicAliasMaximum };
}
