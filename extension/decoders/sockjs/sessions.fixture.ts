import { Payload } from '../../bytes/payload.ts';
import type { ConnectionFacts, DecoderInput, Direction, Session, Unit } from '../contract.ts';
import type { Transport } from './address.ts';
import { sockjs } from './decoder.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A connection of the session `s3ss10n1`. */
export function factsOf(transport: Transport): ConnectionFacts {
  return transport === 'websocket'
    ? { transport: 'websocket', url: 'ws://h/echo/012/s3ss10n1/websocket' }
    : { transport: 'xhr', url: `http://h/echo/012/s3ss10n1/${transport}?t=1` };
}

/** Feeds texts, each as one whole message. */
export function whole(
  transport: Transport,
  direction: Direction,
  ...texts: readonly string[]
): readonly Unit[] {
  const session = sockjs.open(factsOf(transport));
  const units = texts.flatMap((text, message) =>
    session.feed(input(message, direction, Payload.ofText(text))),
  );
  return [...units, ...session.end()];
}

/** Feeds a body whose bytes came cut at these places. */
export function cut(
  transport: Transport,
  direction: Direction,
  body: string | Uint8Array,
  places: readonly number[] = [],
): readonly Unit[] {
  const session = sockjs.open(factsOf(transport));
  const units = chunks(body, places).flatMap((bytes, message) =>
    feedPart(session, message, direction, bytes),
  );
  return [...units, ...session.end()];
}

/** Every byte of a body once, from the sources of units, joined. */
export function joined(
  body: string | Uint8Array,
  places: readonly number[],
  units: readonly Unit[],
): Uint8Array {
  const parts = chunks(body, places);
  const pieces = units
    .flatMap(({ sources }) => sources)
    .map(({ message, range }) => parts[message]?.subarray(...range) ?? new Uint8Array(0));
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

/** What a unit says, for comparing: summary, message, problems. */
export function told({ layer, isHeartbeat, isForeign }: Unit): readonly unknown[] {
  const kinds = layer.problems.map(({ kind }) => kind);
  const marks = [...(isHeartbeat ? ['heart-beat'] : []), ...(isForeign ? ['foreign'] : [])];
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

export function input(message: number, direction: Direction, payload: Payload): DecoderInput {
  return { message, direction, time: message * 10, payload };
}

function feedPart(
  session: Session,
  message: number,
  direction: Direction,
  bytes: Uint8Array,
): readonly Unit[] {
  return session.feed({ ...input(message, direction, Payload.ofBytes(bytes)), isPart: true });
}

function chunks(body: string | Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const bytes = typeof body === 'string' ? encoder.encode(body) : body;
  const borders = [0, ...places, bytes.length];
  return borders.slice(1).map((end, index) => bytes.slice(borders[index], end));
}
