import { decodeBase64 } from '../../bytes/base64.ts';
import { JoinedBytes, type Stretch } from '../../bytes/joined-bytes.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';

/** A body as frames are taken from it. */
export interface Body {
  readonly bytes: Uint8Array;
  readonly length: number;
  append(message: number, bytes: Uint8Array): void;
  take(count: number): { readonly bytes: Uint8Array; readonly sources: readonly Stretch[] };
}

/** Characters of base64 that stand for three bytes, or fewer at a padded end. */
const GROUP = 4;
const PADDING = 0x3d;

/**
 * A body in base64 (`application/grpc-web-text`). Senders may encode piece by piece, so padding may
 * come in the middle. Characters that two frames share belong to the first one.
 */
export class Base64Body implements Body {
  readonly #characters = new JoinedBytes();
  readonly #decoded = new JoinedBytes();
  /** Decoded bytes of each group of characters, and which is the first that is not taken. */
  #groups: number[] = [];
  #firstGroup = 0;
  /** Characters that were decoded and not taken. */
  #ready = 0;
  /** Decoded bytes whose characters were taken with the frame before. */
  #shared = 0;
  #isBroken = false;

  /** Decoded and not yet taken. */
  get bytes(): Uint8Array {
    return this.#decoded.bytes;
  }

  get length(): number {
    return this.#decoded.length;
  }

  /** Characters not taken, decoded or not. */
  get characters(): number {
    return this.#characters.length;
  }

  /** Whether something came that is no base64. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  append(message: number, bytes: Uint8Array): void {
    this.#characters.append(message, bytes);
    while (!this.#isBroken && this.#ready + GROUP <= this.#characters.length) {
      const whole = this.#characters.length - (this.#characters.length % GROUP);
      const segment = segmentOf(this.#characters.bytes.subarray(this.#ready, whole));
      const decoded = segment === '' ? undefined : decodeBase64(segment);
      if (decoded) this.#accept(message, segment.length, decoded);
      else this.#isBroken = true;
    }
  }

  take(count: number): { readonly bytes: Uint8Array; readonly sources: readonly Stretch[] } {
    const { bytes } = this.#decoded.take(count);
    let covered = this.#shared;
    let groups = 0;
    while (covered < bytes.length) {
      covered += this.#groups[this.#firstGroup + groups] ?? bytes.length;
      groups += 1;
    }
    this.#forget(groups);
    this.#shared = covered - bytes.length;
    this.#ready -= groups * GROUP;
    return { bytes, sources: this.#characters.take(groups * GROUP).sources };
  }

  /** Removing them one frame at a time would take quadratic time. */
  #forget(groups: number): void {
    this.#firstGroup += groups;
    if (this.#firstGroup * 2 < this.#groups.length) return;
    this.#groups.splice(0, this.#firstGroup);
    this.#firstGroup = 0;
  }

  #accept(message: number, length: number, decoded: Uint8Array): void {
    this.#decoded.append(message, decoded);
    this.#ready += length;
    for (let left = decoded.length; left > 0; left -= 3) this.#groups.push(Math.min(left, 3));
  }

  /** Everything that is left, as it came. */
  takeRaw(): { readonly bytes: Uint8Array; readonly sources: readonly Stretch[] } {
    this.#decoded.take(this.#decoded.length);
    this.#groups = [];
    this.#firstGroup = 0;
    this.#ready = 0;
    this.#shared = 0;
    this.#isBroken = false;
    return this.#characters.take(this.#characters.length);
  }
}

/** The groups before the first that is padded or no base64; or that one, where it is padded. */
function segmentOf(characters: Uint8Array): string {
  const padding = characters.indexOf(PADDING);
  const end = padding < 0 ? characters.length : groupAt(padding) || GROUP;
  const segment = decodeUtf8(characters.subarray(0, end));
  // White space would be passed over, and the groups would no longer be four characters each.
  const wrong = segment.search(/[^A-Za-z\d+/=]/);
  return wrong < 0 ? segment : segment.slice(0, groupAt(wrong));
}

/** Where the group begins that this character is in. */
function groupAt(character: number): number {
  return character - (character % GROUP);
}
