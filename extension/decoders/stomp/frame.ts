import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { ByteRange } from '../contract.ts';
import type { Version } from './commands.ts';
import { escapeVersion, unescapeHeader } from './escapes.ts';
import type { Layout } from './head-scanner.ts';

const COLON = 0x3a;

/** A header as the frame means it; repeated names stay, in order. */
export interface Header {
  readonly name: string;
  readonly value: string;
  readonly range: ByteRange;
}

/** One frame, read by the rules of one version. */
export interface Frame {
  readonly command: string;
  readonly commandRange: ByteRange;
  readonly headers: readonly Header[];
  readonly body: ByteRange;
}

/** The header's value; of repeated ones the first counts (1.2, "Repeated Header Entries"). */
export function headerOf({ headers }: Pick<Frame, 'headers'>, name: string): string | undefined {
  for (const header of headers) if (header.name === name) return header.value;
  return undefined;
}

/** Reads a frame's headers from the places that `layout` gives. */
export function readFrame(bytes: Uint8Array, layout: Layout, version: Version): Frame {
  const { command, lines, bodyStart, bodyEnd } = layout;
  const head = new Head(bytes, bodyStart, escapeVersion(command, version), version === '1.0');
  return {
    command,
    commandRange: [0, command.length],
    headers: lines.map((line) => head.header(line)),
    body: [bodyStart, bodyEnd],
  };
}

/** A frame's head: decoded once where it is ASCII, else piece by piece, so that offsets stay bytes. */
class Head {
  readonly #bytes: Uint8Array;
  readonly #text: string | undefined;
  readonly #escapes: Version;
  /** 1.0 says nothing of padding, and its servers trim it; later versions forbid that. */
  readonly #isTrimmed: boolean;

  constructor(bytes: Uint8Array, end: number, escapes: Version, isTrimmed: boolean) {
    const text = decodeUtf8(bytes, 0, end);
    this.#bytes = bytes;
    this.#text = text.length === end ? text : undefined;
    this.#escapes = escapes;
    this.#isTrimmed = isTrimmed;
  }

  header(range: ByteRange): Header {
    const [start, end] = range;
    let colon = start;
    while (colon < end && this.#bytes[colon] !== COLON) colon += 1;
    const name = this.#meant(start, colon);
    return { name, value: this.#meant(Math.min(colon + 1, end), end), range };
  }

  #meant(start: number, end: number): string {
    const text = this.#text?.slice(start, end) ?? decodeUtf8(this.#bytes, start, end);
    return this.#isTrimmed ? text.trim() : unescapeHeader(text, this.#escapes);
  }
}
