import { Payload } from '../../bytes/payload.ts';
import type { Direction, Field, Unit } from '../contract.ts';
import { mqtt } from './decoder.ts';

/** Bytes from hex digits; white space is for the reader. */
export function hex(text: string): Uint8Array {
  const digits = text.replace(/\s+/g, '');
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16),
  );
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

export const CONNECT_3 = '1010 0006 4d5149736470 03 02 003c 0002 6964';
export const CONNECT_4 = '100e 0004 4d515454 04 02 003c 0002 6964';
export const CONNECT_5 = '100f 0004 4d515454 05 02 003c 00 0002 6964';

/** An MQTT connection for tests: what is said on it, one message every 10 ms. */
export class Dialogue {
  readonly #session;
  #message = 0;

  constructor(protocol?: string) {
    const facts = { transport: 'websocket', url: 'ws://h/' } as const;
    this.#session = mqtt.open(protocol === undefined ? facts : { ...facts, protocol });
  }

  /** A dialogue that began with this CONNECT. */
  static after(connect: string): Dialogue {
    const dialogue = new Dialogue('mqtt');
    dialogue.sent(connect);
    return dialogue;
  }

  sent(digits: string): readonly Unit[] {
    return this.feed('sent', Payload.ofBytes(hex(digits)));
  }

  received(digits: string): readonly Unit[] {
    return this.feed('received', Payload.ofBytes(hex(digits)));
  }

  feed(direction: Direction, payload: Payload): readonly Unit[] {
    const message = this.#message;
    this.#message += 1;
    return this.#session.feed({ message, direction, time: message * 10, payload });
  }

  end(): readonly Unit[] {
    return this.#session.end();
  }
}

/** Every field, those inside others behind them, as `name: value`. */
export function fieldsOf(unit: Unit | undefined): readonly string[] {
  return flat(unit?.layer.fields() ?? []).map(({ name, value }) =>
    value === undefined ? name : `${name}: ${value}`,
  );
}

/** The note of the first field of that name. */
export function noteOf(unit: Unit | undefined, name: string): string | undefined {
  return flat(unit?.layer.fields() ?? []).find((field) => field.name === name)?.note;
}

/** Kinds of a unit's problems with their offsets: `bad-qos@0`. */
export function problemsOf(unit: Unit | undefined): readonly string[] {
  return (unit?.layer.problems ?? []).map(({ kind, offset }) => `${kind}@${offset}`);
}

function flat(fields: readonly Field[]): readonly Field[] {
  return fields.flatMap((field) => [field, ...flat(field.children ?? [])]);
}
