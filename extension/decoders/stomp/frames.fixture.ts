import fc from 'fast-check';
import type { Unit } from '../contract.ts';
import { headersOf } from './dialogue.fixture.ts';

const encoder = new TextEncoder();

/** A frame to be written. */
export interface Wire {
  readonly command: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

function escapeHeader(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n')
    .replaceAll(':', '\\c');
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A frame as STOMP 1.2, "STOMP Frames", wants it written. */
export function write({ command, headers, body }: Wire, eol: string): Uint8Array {
  const lines = headers.map(
    ([name, value]) => `${escapeHeader(name)}:${escapeHeader(value)}${eol}`,
  );
  return concat([
    encoder.encode(`${command}${eol}${lines.join('')}${eol}`),
    body,
    Uint8Array.of(0),
  ]);
}

// A NUL in a header is what a frame without blank line looks like: see the tables.
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }).map((value) => value.replaceAll('\0', '')),
  fc.constantFrom('', 'a:b', 'x\\ny', '\r\n', ' padded ', '__proto__', 'é€😀'),
);
const name = text.filter((value) => value !== '' && value !== 'content-length');
const headers = fc.array(fc.tuple(name, text), { maxLength: 4 });
export const bare = fc.record({
  command: fc.constantFrom('SUBSCRIBE', 'UNSUBSCRIBE', 'ACK', 'BEGIN', 'DISCONNECT', 'RECEIPT'),
  headers,
  body: fc.constant(new Uint8Array(0)),
});
export const withNulFreeBody = fc.record({
  command: fc.constantFrom('SEND', 'MESSAGE', 'ERROR'),
  headers,
  body: fc.uint8Array({ min: 1, maxLength: 20 }),
});
export const withLength = fc
  .record({
    command: fc.constantFrom('SEND', 'MESSAGE', 'ERROR'),
    headers,
    body: fc.uint8Array({ maxLength: 20 }),
  })
  .map((wire) => ({
    ...wire,
    headers: [...wire.headers, ['content-length', `${wire.body.length}`] as const],
  }));
export const frames = fc.array(fc.oneof(bare, withNulFreeBody, withLength), {
  minLength: 1,
  maxLength: 5,
});
export const eol = fc.constantFrom('\n', '\r\n');
export const cuts = fc.array(fc.nat(), { maxLength: 8 });

/** Command, headers and body that a unit tells of. */
export function told(unit: Unit): unknown {
  return [
    unit.layer.summary.split(' ')[0],
    headersOf(unit),
    [...(unit.layer.inner?.payload.bytes ?? [])],
  ];
}
