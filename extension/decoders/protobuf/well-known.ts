import { shorten } from '../../bytes/shorten.ts';
import type { MessageType } from '../../schema/schema.ts';
import type { Field, FieldValue } from '../contract.ts';

/** A message of any type, which is named in its first field. */
export const ANY = 'google.protobuf.Any';

const WRAPPER = /^google\.protobuf\.(?:Bool|Bytes|Double|Float|String|U?Int(?:32|64))Value$/;
/** From the year 1 to the year 9999 (google/protobuf/timestamp.proto). */
const EARLIEST = -62_135_596_800;
const LATEST = 253_402_300_799;
const NANOS = 1e9;
/** Characters of one side of a map entry. */
const SIDE = 60;

/** What a message of a well-known type means as one value, given its fields. */
export function wellKnownValue(
  { name, fields }: MessageType,
  children: readonly Field[],
): FieldValue | undefined {
  if (name === ANY) return valueIn(children, 'type_url');
  if (name === 'google.protobuf.Timestamp') return dateText(children);
  if (name === 'google.protobuf.Duration') return durationText(children);
  if (!WRAPPER.test(name)) return undefined;
  return valueIn(children, 'value') ?? defaultOf(fields.get(1)?.type.name ?? '');
}

/** `key: value` of a map entry; what is not sent has its default. */
export function entryText({ fields }: MessageType, children: readonly Field[]): string {
  const side = (number: number, name: string) => {
    const type = fields.get(number)?.type;
    const value = valueIn(children, name);
    if (value !== undefined) return shorten(String(value), SIDE);
    return type?.kind === 'message' ? '{…}' : String(defaultOf(type?.name ?? ''));
  };
  return `${side(1, 'key')}: ${side(2, 'value')}`;
}

function valueIn(children: readonly Field[], name: string): FieldValue | undefined {
  return children.findLast((child) => child.name === name)?.value;
}

function defaultOf(type: string): FieldValue {
  if (type === 'string' || type === 'bytes') return '';
  return type === 'bool' ? false : 0;
}

function dateText(children: readonly Field[]): string | undefined {
  const { seconds, nanos } = partsOf(children);
  if (seconds < EARLIEST || seconds > LATEST || nanos < 0 || nanos >= NANOS) return undefined;
  const whole = new Date(seconds * 1000).toISOString().slice(0, -'.000Z'.length);
  return `${whole}${fractionText(nanos)}Z`;
}

function durationText(children: readonly Field[]): string | undefined {
  const { seconds, nanos } = partsOf(children);
  if (Math.abs(nanos) >= NANOS || seconds * nanos < 0) return undefined;
  const sign = seconds < 0 || nanos < 0 ? '-' : '';
  return `${sign}${Math.abs(seconds)}${fractionText(Math.abs(nanos))}s`;
}

function partsOf(children: readonly Field[]) {
  const [seconds, nanos] = ['seconds', 'nanos'].map((name) => Number(valueIn(children, name) ?? 0));
  return { seconds: seconds ?? 0, nanos: nanos ?? 0 };
}

/** As few groups of three digits as say it. */
function fractionText(nanos: number): string {
  if (nanos === 0) return '';
  return `.${String(nanos)
    .padStart(9, '0')
    .replace(/(?:000)+$/, '')}`;
}
