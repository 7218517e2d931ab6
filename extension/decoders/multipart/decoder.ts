import { JoinedBytes } from '../../bytes/joined-bytes.ts';
import type { Payload } from '../../bytes/payload.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { Decoder, DecoderInput, Direction, Layer, Session, Unit } from '../contract.ts';
import { firstDelimiter, nextDelimiter } from './boundary.ts';
import { outsideLayer, PartLayer } from './part-layer.ts';

/** How far a sniff looks. */
const SAMPLE = 512;
/** A delimiter of at most 70 characters (RFC 2046 §5.1.1), and then a header. */
const BEGINNING = /^(?:\r?\n)?--[^\r\n]{1,70}\r?\n(?:Content-[A-Za-z-]+|MIME-Version):/i;

/** Bodies in parts: forms with files, results that come one after the other, replaced pictures. */
export const multipart: Decoder = {
  protocol: 'multipart',
  title: 'Multipart',
  specification: 'https://www.rfc-editor.org/rfc/rfc2046',
  versions: 'mixed, form-data, x-mixed-replace; each part as it comes',
  recognisedBy: 'MIME type, first delimiter',
  channels: '',
  claims: ({ mime }) =>
    mime?.startsWith('multipart/') ? { by: 'mime', reason: `MIME type ${mime}` } : undefined,
  textStarts: '-',
  sniffs: (payload) =>
    BEGINNING.test(start(payload))
      ? { by: 'content', reason: 'begins with a delimiter' }
      : undefined,
  open: () => new MultipartSession(),
};

/** The beginning as text; empty where the first byte already says that it is another format. */
function start(payload: Payload): string {
  if (payload.isText) return payload.text.slice(0, SAMPLE);
  const { bytes } = payload;
  return FIRST.has(bytes[0] ?? 0) ? String.fromCharCode(...bytes.subarray(0, SAMPLE)) : '';
}

/** A hyphen, or the line end before one. */
const FIRST: ReadonlySet<number> = new Set([0x2d, 0x0d, 0x0a]);

class MultipartSession implements Session {
  readonly #lanes: Readonly<Record<Direction, Lane>> = { sent: new Lane(), received: new Lane() };

  feed(input: DecoderInput): readonly Unit[] {
    return this.#lanes[input.direction].feed(input);
  }

  end(): readonly Unit[] {
    return [...this.#lanes.sent.end(), ...this.#lanes.received.end()];
  }
}

/** The body that goes in one direction. */
class Lane {
  readonly #pending = new JoinedBytes();
  #delimiter: Uint8Array | undefined;
  /** First byte in which a delimiter could still begin. */
  #scanned = 0;
  #parts = 0;
  #last: DecoderInput | undefined;

  feed(input: DecoderInput): readonly Unit[] {
    this.#last = input;
    this.#pending.append(input.message, input.payload.bytes);
    const units = this.#complete(input);
    const isOver = !input.isPart || this.#pending.length > LIMITS.decoderPending;
    return isOver ? [...units, ...this.end()] : units;
  }

  end(): readonly Unit[] {
    const input = this.#last;
    const { length } = this.#pending;
    const units = input && length > 0 ? [this.#take(input, length, true)] : [];
    this.#delimiter = undefined;
    this.#scanned = 0;
    this.#parts = 0;
    return units;
  }

  #complete(input: DecoderInput): readonly Unit[] {
    const units: Unit[] = [];
    if (!this.#delimiter) units.push(...this.#begin(input));
    const delimiter = this.#delimiter;
    while (delimiter) {
      const { bytes } = this.#pending;
      // The delimiter at the front is the part's own.
      const from = Math.max(this.#scanned, Math.min(bytes.length, delimiter.length));
      const next = nextDelimiter(bytes, delimiter, from);
      this.#scanned = Math.max(0, bytes.length - delimiter.length - 2);
      if (next === undefined || isClosed(bytes, delimiter)) break;
      units.push(this.#take(input, next, false));
    }
    return units;
  }

  /** Learns the delimiter; an empty line before the first one belongs to it. */
  #begin(input: DecoderInput): readonly Unit[] {
    const { bytes } = this.#pending;
    const first = firstDelimiter(bytes.subarray(this.#scanned));
    if (!first) {
      this.#scanned = bytes.lastIndexOf(0x0a) + 1;
      return [];
    }
    const start = this.#scanned + first.start;
    this.#scanned = 0;
    const isBlank =
      start <= 2 && bytes.subarray(0, start).every((byte) => byte === 0x0a || byte === 0x0d);
    const units = isBlank ? [] : [this.#take(input, start, false)];
    this.#delimiter = first.delimiter;
    return units;
  }

  #take(input: DecoderInput, length: number, isCut: boolean): Unit {
    const { bytes, sources } = this.#pending.take(length);
    this.#scanned = 0;
    const { direction, time } = input;
    const delimiter = this.#delimiter;
    if (!delimiter) {
      const layer = outsideLayer(bytes, isCut);
      return { sources, direction, time, layer, ...(isCut && { isForeign: true }) };
    }
    this.#parts += 1;
    const layer: Layer = new PartLayer(bytes, delimiter.length, this.#parts, isCut);
    return { sources, direction, time, layer };
  }
}

/** Behind the closing delimiter nothing counts any more. */
function isClosed(bytes: Uint8Array, delimiter: Uint8Array): boolean {
  const at = (bytes[0] === 0x0d ? 2 : bytes[0] === 0x0a ? 1 : 0) + delimiter.length;
  return bytes[at] === 0x2d && bytes[at + 1] === 0x2d;
}
