import type { PacketReader } from './packet-reader.ts';
import type { PacketType } from './packet-types.ts';
import { hidden } from './secrets.ts';

/** Where properties may stand: in a packet, or with the will of a CONNECT. */
export type Place = PacketType | 'will';

type Form = 'boolean' | 'u16' | 'u32' | 'variable' | 'text' | 'binary' | 'secret' | 'pair';

interface Definition {
  readonly name: string;
  readonly form: Form;
  /** Absent: everywhere. */
  readonly places?: readonly Place[];
}

export interface Property {
  readonly id: number;
  /** What a decoder needs to know of it: numbers and texts. */
  readonly value: number | string | undefined;
}

export const CONTENT_TYPE = 0x03;
export const SUBSCRIPTION_IDENTIFIER = 0x0b;
export const TOPIC_ALIAS_MAXIMUM = 0x22;
export const TOPIC_ALIAS = 0x23;
export const USER_PROPERTY = 0x26;
const RECEIVE_MAXIMUM = 0x21;
const MAXIMUM_PACKET_SIZE = 0x27;

const MESSAGE: readonly Place[] = ['PUBLISH', 'will'];
const START: readonly Place[] = ['CONNECT', 'CONNACK'];
const ANSWERS: readonly Place[] = [
  'CONNACK',
  'PUBACK',
  'PUBREC',
  'PUBREL',
  'PUBCOMP',
  'SUBACK',
  'UNSUBACK',
  'DISCONNECT',
  'AUTH',
];

function define(name: string, form: Form, places?: readonly Place[]): Definition {
  return places ? { name, form, places } : { name, form };
}

/** MQTT 5 §2.2.2.2. */
const DEFINITIONS: ReadonlyMap<number, Definition> = new Map([
  [0x01, define('payload format indicator', 'boolean', MESSAGE)],
  [0x02, define('message expiry interval', 'u32', MESSAGE)],
  [CONTENT_TYPE, define('content type', 'text', MESSAGE)],
  [0x08, define('response topic', 'text', MESSAGE)],
  [0x09, define('correlation data', 'binary', MESSAGE)],
  [
    SUBSCRIPTION_IDENTIFIER,
    define('subscription identifier', 'variable', ['PUBLISH', 'SUBSCRIBE']),
  ],
  [0x11, define('session expiry interval', 'u32', [...START, 'DISCONNECT'])],
  [0x12, define('assigned client identifier', 'text', ['CONNACK'])],
  [0x13, define('server keep alive', 'u16', ['CONNACK'])],
  [0x15, define('authentication method', 'text', [...START, 'AUTH'])],
  [0x16, define('authentication data', 'secret', [...START, 'AUTH'])],
  [0x17, define('request problem information', 'boolean', ['CONNECT'])],
  [0x18, define('will delay interval', 'u32', ['will'])],
  [0x19, define('request response information', 'boolean', ['CONNECT'])],
  [0x1a, define('response information', 'text', ['CONNACK'])],
  [0x1c, define('server reference', 'text', ['CONNACK', 'DISCONNECT'])],
  [0x1f, define('reason string', 'text', ANSWERS)],
  [RECEIVE_MAXIMUM, define('receive maximum', 'u16', START)],
  [TOPIC_ALIAS_MAXIMUM, define('topic alias maximum', 'u16', START)],
  [TOPIC_ALIAS, define('topic alias', 'u16', ['PUBLISH'])],
  [0x24, define('maximum QoS', 'boolean', ['CONNACK'])],
  [0x25, define('retain available', 'boolean', ['CONNACK'])],
  [USER_PROPERTY, define('user property', 'pair')],
  [MAXIMUM_PACKET_SIZE, define('maximum packet size', 'u32', START)],
  [0x28, define('wildcard subscription available', 'boolean', ['CONNACK'])],
  [0x29, define('subscription identifiers available', 'boolean', ['CONNACK'])],
  [0x2a, define('shared subscription available', 'boolean', ['CONNACK'])],
]);

/** Numbers that are a protocol error when they are 0. */
const NOT_ZERO: ReadonlySet<number> = new Set([
  SUBSCRIPTION_IDENTIFIER,
  RECEIVE_MAXIMUM,
  TOPIC_ALIAS,
  MAXIMUM_PACKET_SIZE,
]);

/** Reads a property length and the properties (MQTT 5 §2.2.2); what is wrong goes to the reader. */
export function readProperties(
  reader: PacketReader,
  place: Place,
  name = 'properties',
): readonly Property[] {
  const found: Property[] = [];
  const length = reader.variableInteger(`${name} length`);
  if (length === undefined || length === 0) return found;
  const seen = new Set<number>();
  reader.group(
    name,
    () => {
      while (reader.remaining > 0) {
        const property = readProperty(reader, place, seen);
        if (property) found.push(property);
      }
    },
    length,
  );
  return found;
}

function readProperty(reader: PacketReader, place: Place, seen: Set<number>): Property | undefined {
  const start = reader.offset;
  const id = reader.bytes[start] ?? 0;
  const definition = DEFINITIONS.get(id);
  if (!definition) {
    const hex = `0x${id.toString(16).padStart(2, '0')}`;
    reader.problem('unknown-property', start, `There is no property ${hex}; the rest is not read.`);
    reader.giveUp();
    return undefined;
  }
  const { name } = definition;
  checkPlace(reader, definition, place);
  if (seen.has(id) && !mayRepeat(id, place)) {
    reader.problem('repeated-property', start, `A second ${name} is not allowed.`);
  }
  seen.add(id);
  reader.skip(1);
  const value = readValue(reader, definition);
  const isWrong = (value === 0 && NOT_ZERO.has(id)) || (isAbove(value, 1) && isBoolean(definition));
  if (isWrong) reader.problem('bad-value', start, `The ${name} may not be ${value}.`);
  return { id, value };
}

function isBoolean({ form }: Definition): boolean {
  return form === 'boolean';
}

function isAbove(value: number | string | undefined, limit: number): boolean {
  return typeof value === 'number' && value > limit;
}

function checkPlace(reader: PacketReader, { name, places }: Definition, place: Place): void {
  if (!places || places.includes(place)) return;
  const where = place === 'will' ? 'A will' : place;
  reader.problem('misplaced-property', reader.offset, `${where} has no property ${name}.`);
}

function mayRepeat(id: number, place: Place): boolean {
  return id === USER_PROPERTY || (id === SUBSCRIPTION_IDENTIFIER && place === 'PUBLISH');
}

function readValue(reader: PacketReader, { name, form }: Definition): number | string | undefined {
  switch (form) {
    case 'boolean':
      return reader.u8(name);
    case 'u16':
      return reader.u16(name);
    case 'u32':
      return reader.u32(name);
    case 'variable':
      return reader.variableInteger(name);
    case 'text':
      return reader.text(name);
    case 'binary':
      return void reader.binary(name);
    case 'secret':
      return void reader.binary(name, hidden);
    case 'pair':
      return reader.pair(name);
    default:
      return form satisfies never;
  }
}

/** The first number that a property has. */
export function numberOf(properties: readonly Property[], id: number): number | undefined {
  const value = properties.find((property) => property.id === id)?.value;
  return typeof value === 'number' ? value : undefined;
}

/** The first text that a property has. */
export function textOf(properties: readonly Property[], id: number): string | undefined {
  const value = properties.find((property) => property.id === id)?.value;
  return typeof value === 'string' ? value : undefined;
}
