import { Payload } from '../../bytes/payload.ts';
import type { Direction, Unit } from '../contract.ts';
import { socketIo } from './decoder.ts';

const decoder = new TextDecoder();

/** A message of Engine.IO: its direction, and text or bytes. */
export type Said = readonly [direction: Direction, content: string | readonly number[]];

/** Feeds messages, one every 10 ms. */
export function whole(...messages: readonly Said[]): readonly Unit[] {
  const session = socketIo.open({ transport: 'websocket', url: '' });
  const units = messages.flatMap(([direction, content], message) =>
    session.feed({ message, direction, time: message * 10, payload: payloadOf(content) }),
  );
  return [...units, ...session.end()];
}

export function payloadOf(content: string | readonly number[]): Payload {
  return typeof content === 'string'
    ? Payload.ofText(content)
    : Payload.ofBytes(Uint8Array.from(content));
}

/** Summary, what is inside, kinds of problems, marks. */
export function told({ layer, isForeign }: Unit): readonly unknown[] {
  const marks = isForeign ? ['foreign'] : [];
  const kinds = layer.problems.map(({ kind }) => kind);
  return [layer.summary, layer.inner?.payload.text, ...kinds, ...marks];
}

/** Name, value and the bytes of each field. */
export function fieldsOf(unit: Unit | undefined): readonly unknown[] {
  const bytes = unit?.layer.payload.bytes ?? new Uint8Array(0);
  return (unit?.layer.fields() ?? []).map(({ name, value, range }) => [
    name,
    value,
    decoder.decode(bytes.subarray(...range)),
  ]);
}
