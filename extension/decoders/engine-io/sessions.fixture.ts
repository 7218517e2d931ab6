import { Payload } from '../../bytes/payload.ts';
import type { ConnectionFacts, Direction, Unit } from '../contract.ts';
import { engineIo } from './decoder.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A polling request of a session, `more` in its query. */
export function polling(version: 3 | 4, more = '&sid=s1'): ConnectionFacts {
  return { transport: 'xhr', url: `http://h/engine.io/?EIO=${version}&transport=polling${more}` };
}

export function socket(version: 3 | 4, more = '&sid=s1'): ConnectionFacts {
  return {
    transport: 'websocket',
    url: `ws://h/engine.io/?EIO=${version}&transport=websocket${more}`,
  };
}

/** A message: its direction, and text or bytes. */
export type Said = readonly [direction: Direction, content: string | readonly number[]];

/** Feeds whole messages, one every 10 ms. */
export function whole(facts: ConnectionFacts, ...messages: readonly Said[]): readonly Unit[] {
  const session = engineIo.open(facts);
  const units = messages.flatMap(([direction, content], message) => {
    const payload =
      typeof content === 'string'
        ? Payload.ofText(content)
        : Payload.ofBytes(Uint8Array.from(content));
    return session.feed({ message, direction, time: message * 10, payload });
  });
  return [...units, ...session.end()];
}

/** Feeds a body whose bytes came cut at these places. */
export function cut(
  facts: ConnectionFacts,
  direction: Direction,
  body: Uint8Array,
  places: readonly number[],
): readonly Unit[] {
  const session = engineIo.open(facts);
  const units = parts(body, places).flatMap((bytes, message) =>
    session.feed({ message, direction, time: 0, payload: Payload.ofBytes(bytes), isPart: true }),
  );
  return [...units, ...session.end()];
}

/** The bytes that the units name as their sources, joined. */
export function joined(
  body: Uint8Array,
  places: readonly number[],
  units: readonly Unit[],
): Uint8Array {
  const chunks = parts(body, places);
  const pieces = units
    .flatMap(({ sources }) => sources)
    .flatMap(({ message, range }) => [...(chunks[message]?.subarray(...range) ?? [])]);
  return Uint8Array.from(pieces);
}

/** Summary, what is inside, kinds of problems, marks. */
export function told({ layer, isHeartbeat, isForeign }: Unit): readonly unknown[] {
  const inner = layer.inner?.payload;
  const inside = inner?.isText === false ? [...inner.bytes] : inner?.text;
  const marks = [...(isHeartbeat ? ['heart-beat'] : []), ...(isForeign ? ['foreign'] : [])];
  return [layer.summary, inside, ...layer.problems.map(({ kind }) => kind), ...marks];
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

export function bytesOf(content: string | readonly number[]): Uint8Array {
  return typeof content === 'string' ? encoder.encode(content) : Uint8Array.from(content);
}

function parts(body: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const borders = [0, ...places, body.length];
  return borders.slice(1).map((end, index) => body.slice(borders[index], end));
}
