import type { FrameReader } from './frame-reader.ts';
import { customLength, type LengthConvention } from './length-convention.ts';
import { hidden, shortened } from './secrets.ts';

const WELL_KNOWN = 0x80;
/** Extensions/Security/WellKnownAuthTypes.md. */
const TYPES: readonly string[] = ['simple', 'bearer'];

/** Extensions/Security/Authentication.md: the type is shown, the credentials never whole. */
export function readAuthentication(reader: FrameReader): void {
  const type = readType(reader);
  switch (type) {
    case undefined:
      return;
    case 'simple': {
      const length = reader.u16('user name length');
      if (length !== undefined) reader.utf8('user name', length, shortened);
      reader.content('password', reader.remaining, hidden);
      return;
    }
    case 'bearer':
      reader.content('token', reader.remaining, hidden);
      return;
    default:
      reader.content('credentials', reader.remaining, hidden);
  }
}

function readType(reader: FrameReader): string | undefined {
  const byte = reader.bytes[reader.offset] ?? 0;
  if (reader.remaining > 0 && !(byte & WELL_KNOWN)) {
    const length = customLength(byte, convention(reader, byte));
    reader.u8('type length', () => length);
    return reader.utf8('type', length);
  }
  const start = reader.offset;
  const id = reader.u8('type', (value) => TYPES[value & 0x7f] ?? `0x${value.toString(16)}`);
  if (id === undefined) return undefined;
  const type = TYPES[id & 0x7f];
  if (!type) reader.problem('unknown-type', start, `There is no authentication type ${id & 0x7f}.`);
  return type ?? 'unknown';
}

/**
 * Nothing after the type shows how long it is. Java and JavaScript write one less, so that is
 * taken, unless the other way gives a type that is known.
 */
function convention({ bytes, offset }: FrameReader, length: number): LengthConvention {
  const plain = String.fromCharCode(...bytes.subarray(offset + 1, offset + 1 + length));
  return TYPES.includes(plain) ? 'as it is' : 'one less';
}
