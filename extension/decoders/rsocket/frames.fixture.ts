import { Payload } from '../../bytes/payload.ts';
import type { Direction, Field, Unit } from '../contract.ts';
import { Dialogue } from '../dialogue.fixture.ts';
import { rsocket } from './decoder.ts';

/** Bytes from hex digits; white space is for the reader. */
export function hex(digits: string): Uint8Array {
  const pairs = digits.match(/[0-9a-f]{2}/gi) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

/** The hex digits of a text. */
export function ascii(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => number(byte, 1)).join('');
}

/** A number as hex digits of so many bytes. */
export function number(value: number | bigint, bytes: number): string {
  return value.toString(16).padStart(2 * bytes, '0');
}

/** A frame as hex digits: stream, type and flags, and what follows. */
export function frame(stream: number, type: number, flags: number, ...parts: string[]): string {
  return [number(stream, 4), number(type * 0x400 + flags, 2), ...parts].join('');
}

/** Metadata behind its length. */
export function metadata(digits: string): string {
  return number(hex(digits).length, 3) + digits;
}

const COMPOSITE_TYPE = 'message/x.rsocket.composite-metadata.v0';

/** SETUP with these MIME types; `token` makes it one that can be resumed. */
export function setup(
  metadataMime = COMPOSITE_TYPE,
  dataMime = 'application/json',
  { flags = 0, token = '', content = '' } = {},
): string {
  const resume = token === '' ? '' : number(token.length, 2) + ascii(token);
  const mimes = [metadataMime, dataMime]
    .map((mime) => number(mime.length, 1) + ascii(mime))
    .join('');
  const isResumable = token === '' ? 0 : 0x80;
  return frame(0, 1, flags | isResumable, '00010000 0000ea60 000493e0', resume, mimes, content);
}

/** Routing metadata as an entry of composite metadata. */
export function route(name: string): string {
  return `fe${metadata(number(name.length, 1) + ascii(name))}`;
}

/** An RSocket connection for tests, one message every 10 ms; it says what is in hex digits. */
export class Socket {
  readonly #dialogue = new Dialogue(rsocket);

  /** A connection that began with this SETUP. */
  static after(opening = setup()): Socket {
    const socket = new Socket();
    socket.sent(opening);
    return socket;
  }

  sent(digits: string): readonly Unit[] {
    return this.feed('sent', hex(digits));
  }

  received(digits: string): readonly Unit[] {
    return this.feed('received', hex(digits));
  }

  feed(direction: Direction, bytes: Uint8Array): readonly Unit[] {
    return this.#dialogue.feed(direction, Payload.ofBytes(bytes));
  }

  text(text: string): readonly Unit[] {
    return this.#dialogue.feed('sent', Payload.ofText(text));
  }

  end(): readonly Unit[] {
    return this.#dialogue.end();
  }
}

/** Every field, those inside others behind them, as `name: value`. */
export function fieldsOf(units: readonly Unit[]): readonly string[] {
  return flat(units[0]?.layer.fields() ?? []).map(({ name, value }) =>
    value === undefined ? name : `${name}: ${value}`,
  );
}

/** Value and note of the first field of that name. */
export function fieldOf(units: readonly Unit[], name: string): Field | undefined {
  return flat(units[0]?.layer.fields() ?? []).find((field) => field.name === name);
}

/** Kinds of the problems of all units with their offsets: `bad-value@6`. */
export function problemsOf(units: readonly Unit[]): readonly string[] {
  return units
    .flatMap(({ layer }) => layer.problems)
    .map(({ kind, offset }) => `${kind}@${offset}`);
}

export function flat(fields: readonly Field[]): readonly Field[] {
  return fields.flatMap((field) => [field, ...flat(field.children ?? [])]);
}
