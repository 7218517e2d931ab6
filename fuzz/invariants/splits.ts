import type { Decoder, Unit } from '../../extension/decoders/contract.ts';
import { type Conversation, inputsOf, type Said, sizeOf } from '../conversation.ts';
import { hold } from './violation.ts';

/** Lengths of the pieces, one after the other and then again. */
const PATTERNS: readonly (readonly number[])[] = [[1], [2, 5, 1, 13], [64, 3]];
/** Larger conversations are left to the other patterns. */
const BYTE_BY_BYTE = 2000;

/** Wherever the bytes are cut, the units are the same. */
export function checkSplits(decoder: Decoder, conversation: Conversation): void {
  const said = conversation.said
    .filter(({ bytes }) => bytes.length > 0)
    .map((one) => ({ ...one, isText: false }));
  const whole = readingOf(decoder, { ...conversation, said });
  for (const pattern of PATTERNS) {
    if (pattern.length === 1 && sizeOf(conversation) > BYTE_BY_BYTE) continue;
    const pieces = said.flatMap((one) => cut(one, pattern));
    const reading = readingOf(decoder, { ...conversation, said: pieces });
    if (isTextLike(decoder, reading) || isTextLike(decoder, whole)) continue;
    const at = whole.findIndex((told, index) => told !== reading[index]);
    const place = at < 0 ? whole.length : at;
    const isSame = at < 0 && whole.length === reading.length;
    hold(isSame, 'split', () => `in pieces of ${pattern}: ${reading[place]}, not ${whole[place]}`);
  }
}

function readingOf(decoder: Decoder, conversation: Conversation): readonly string[] {
  const session = decoder.open(conversation.facts);
  const inputs = inputsOf(conversation).map((input) => ({ ...input, time: 0 }));
  const units = inputs.flatMap((input) => session.feed(input));
  const lanes = { sent: new Reading(decoder), received: new Reading(decoder) };
  for (const unit of [...units, ...session.end()]) lanes[unit.direction].add(unit);
  return [...lanes.sent.told, ...lanes.received.told];
}

/** Where the units need no longer be the same: what is behind the damage is handed on as it comes. */
const DAMAGE = 'damage';
/** Binary streams that cannot be read on behind a fault. */
const NO_READING_ON = ['engine-io', 'messagepack', 'cbor', 'grpc-web'];

/** Whether a piece looked like text, which some of the values of a binary format do. */
function isTextLike({ protocol }: Decoder, told: readonly string[]): boolean {
  return told[0] === DAMAGE || (isOfPlainValues(protocol) && told.includes(DAMAGE));
}

function isOfPlainValues(protocol: string): boolean {
  return protocol === 'messagepack' || protocol === 'cbor';
}

/** What units say. Those that come as they were cut are put together. */
class Reading {
  readonly told: string[] = [];
  readonly #decoder: Decoder;
  #asCut = false;

  constructor(decoder: Decoder) {
    this.#decoder = decoder;
  }

  add(unit: Unit): void {
    const { protocol } = this.#decoder;
    if (this.told.at(-1) === DAMAGE || isBlank(protocol, unit)) return;
    const isDamaged = NO_READING_ON.includes(protocol) && unit.layer.problems.length > 0;
    if (unit.isForeign || isDamaged) {
      this.told.push(DAMAGE);
      return;
    }
    const asCut = comesAsCut(protocol, unit);
    const text = asCut ? unit.layer.payload.bytes.join() : everythingOf(unit);
    if (asCut && this.#asCut) this.told.push(`${this.told.pop()},${text}`);
    else this.told.push(text);
    this.#asCut = asCut;
  }
}

/**
 * Text and bytes come as they were cut; the plain values of a binary format share a unit with those
 * that came with them.
 */
function comesAsCut(protocol: string, { layer }: Unit): boolean {
  const [first = 0] = layer.payload.bytes;
  switch (protocol) {
    case 'text':
    case 'bytes':
      return true;
    case 'messagepack':
      return !((first >= 0x80 && first < 0xa0) || (first >= 0xdc && first < 0xe0));
    case 'cbor':
      return first < 0x80 || first >= 0xe0;
    default:
      return false;
  }
}

/** White space behind a JSON value is part of it where it came with it, and else a blank line. */
function isBlank(protocol: string, { layer }: Unit): boolean {
  return protocol === 'json' && layer.summary === '(blank line)';
}

/** Everything that a unit says, but for when and in which messages it came. */
function everythingOf({ sources, layer, channel, isHeartbeat }: Unit): string {
  const { summary, payload, problems, inner } = layer;
  if (layer.protocol === 'json') return `${summary} ${payload.text.replaceAll('\x1e', '').trim()}`;
  const size = sources.reduce((sum, { range }) => sum + range[1] - range[0], 0);
  const inside = inner && [inner.payload.bytes.join(), inner.mime, inner.range];
  const about = [size, summary, payload.bytes.join(), channel, isHeartbeat];
  return JSON.stringify([...about, problems, layer.fields(), inside], (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
}

function cut(said: Said, pattern: readonly number[]): readonly Said[] {
  const pieces: Said[] = [];
  for (let start = 0, turn = 0; start < said.bytes.length; turn += 1) {
    const end = start + (pattern[turn % pattern.length] ?? 1);
    pieces.push({ ...said, bytes: said.bytes.slice(start, end) });
    start = end;
  }
  return pieces;
}
