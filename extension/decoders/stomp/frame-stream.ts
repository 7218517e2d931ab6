import { JoinedBytes } from '../../bytes/joined-bytes.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { Problem, Source } from '../contract.ts';
import {
  behindLineEnds,
  COMMANDS,
  findResync,
  hasCommandAt,
  mayBecomeCommand,
  startsFrame,
} from './commands.ts';
import { MISSING_NUL, NOT_A_FRAME, TOO_LONG, TRUNCATED, wrongLength } from './failures.ts';
import { HeadScanner, type Layout, withBody } from './head-scanner.ts';

const NUL = 0;
const LF = 0x0a;
const CR = 0x0d;

/** A stretch of one direction's bytes, and what it is. */
export type Cut = { readonly bytes: Uint8Array; readonly sources: readonly Source[] } & (
  | { readonly kind: 'frame'; readonly layout: Layout; readonly problems: readonly Problem[] }
  | { readonly kind: 'heart-beat' }
  | { readonly kind: 'foreign'; readonly problem: Problem }
);

/**
 * Cuts one direction's bytes into frames, however they were cut into messages. Message borders
 * matter only where the bytes alone are ambiguous: an EOL by itself is a heart-beat, and a command
 * at the start of a message ends a frame whose NUL is missing.
 */
export class FrameStream {
  readonly #pending = new JoinedBytes();
  #head = new HeadScanner();
  #problems: Problem[] = [];
  /** No NUL before this offset of the pending frame. */
  #searched = 0;
  #ignoresContentLength = false;
  /** The peer's frames come without NUL, one per message (React Native cuts it off). */
  #omitsNul = false;

  feed(message: number, bytes: Uint8Array): readonly Cut[] {
    const cuts = this.#closeBefore(bytes);
    this.#pending.append(message, bytes);
    this.#complete(cuts);
    const { layout } = this.#head;
    if (this.#omitsNul && layout && this.#missing(layout) <= 0) {
      cuts.push(this.#frame(this.#pending.length, MISSING_NUL));
    }
    if (this.#pending.length > LIMITS.decoderPending) cuts.push(this.#giveUp(TOO_LONG));
    return cuts;
  }

  /** Nothing follows. */
  end(): readonly Cut[] {
    const cuts = this.#resync();
    while (this.#pending.length > 0) {
      cuts.push(this.#giveUp(TRUNCATED));
      this.#complete(cuts);
    }
    return cuts;
  }

  /** Ends the pending frame if the next message shows that it is over. */
  #closeBefore(next: Uint8Array): Cut[] {
    const length = this.#pending.length;
    if (length === 0) return [];
    const { layout } = this.#head;
    const isNewFrame = startsFrame(next);
    if (!layout) return isNewFrame && this.#isUnknown() ? [this.#giveUp(NOT_A_FRAME)] : [];
    const missing = this.#missing(layout);
    // The rest of a body may look like a frame: it is one only if no NUL stands where it should.
    if (missing > 0) return isNewFrame && next[missing] !== NUL ? this.#resync() : [];
    const command = COMMANDS.get(layout.command);
    const isHeartBeat =
      command !== undefined && !command.mayHaveBody && (next[0] === LF || next[0] === CR);
    if (!isNewFrame && !isHeartBeat) return [];
    this.#omitsNul = true;
    return [this.#frame(length, MISSING_NUL)];
  }

  #isUnknown(): boolean {
    const { command } = this.#head;
    return command !== undefined && !COMMANDS.has(command);
  }

  /** Bytes of the body that content-length announces and that did not come yet. */
  #missing({ bodyStart, contentLength }: Layout): number {
    if (this.#ignoresContentLength || contentLength === undefined) return 0;
    return bodyStart + contentLength - this.#pending.length;
  }

  /** A content-length that runs over other frames is given up, if a NUL shows where the frame ended. */
  #resync(): Cut[] {
    const { layout } = this.#head;
    if (!layout || this.#missing(layout) <= 0) return [];
    if (findResync(this.#pending.bytes, layout.bodyStart, true) < 0) return [];
    this.#distrustLength(layout);
    return this.#complete([]);
  }

  #complete(cuts: Cut[]): Cut[] {
    while (this.#pending.length > 0) {
      const cut = this.#next(this.#pending.bytes);
      if (!cut) break;
      cuts.push(cut);
    }
    return cuts;
  }

  #next(bytes: Uint8Array): Cut | undefined {
    const first = bytes[0];
    if (first === undefined) return undefined;
    if (first === LF || first === CR) return this.#heartBeat(behindLineEnds(bytes, 0));
    const state = this.#head.scan(bytes);
    switch (state) {
      case 'foreign':
        return this.#foreign(bytes, NOT_A_FRAME);
      case 'incomplete':
        return undefined;
      case 'complete':
        return this.#body(bytes);
      default:
        return state satisfies never;
    }
  }

  #body(bytes: Uint8Array): Cut | undefined {
    const { layout } = this.#head;
    if (!layout) return undefined;
    const nul = this.#bodyEnd(bytes, layout);
    if (nul === undefined) return undefined;
    this.#omitsNul = false;
    return this.#frame(behindLineEnds(bytes, nul + 1), undefined, nul);
  }

  #bodyEnd(bytes: Uint8Array, layout: Layout): number | undefined {
    const { bodyStart, contentLength } = layout;
    if (layout.endsAtNul !== undefined) return layout.endsAtNul;
    if (contentLength !== undefined && !this.#ignoresContentLength) {
      const end = bodyStart + contentLength;
      if (end >= bytes.length) return undefined;
      if (bytes[end] === NUL) return end;
      this.#distrustLength(layout);
    }
    if (this.#ignoresContentLength) {
      const end = findResync(bytes, bodyStart, true);
      if (end >= 0) return end;
    }
    const end = bytes.indexOf(NUL, Math.max(bodyStart, this.#searched));
    this.#searched = bytes.length;
    return end < 0 ? undefined : end;
  }

  #distrustLength(layout: Layout): void {
    this.#ignoresContentLength = true;
    this.#problems.push(wrongLength(layout));
  }

  #heartBeat(length: number): Cut {
    return { kind: 'heart-beat', ...this.#pending.take(length) };
  }

  /** Something else up to the next frame, or all of it. */
  #foreign(bytes: Uint8Array, problem: Problem): Cut {
    const nul = findResync(bytes, 0, false);
    this.#reset();
    return { kind: 'foreign', problem, ...this.#pending.take(nul < 0 ? bytes.length : nul + 1) };
  }

  #frame(length: number, problem: Problem | undefined, bodyEnd = length): Cut {
    const layout = withBody(this.#head.layout ?? this.#head.partial(length), bodyEnd);
    const problems = this.#problems;
    if (problem) problems.push({ ...problem, offset: bodyEnd });
    this.#reset();
    const { bytes, sources } = this.#pending.take(length);
    return { kind: 'frame', layout, problems, bytes, sources };
  }

  #giveUp(problem: Problem): Cut {
    const { bytes, length } = this.#pending;
    const isFrame = this.#head.layout || hasCommandAt(bytes, 0) || mayBecomeCommand(bytes);
    return isFrame ? this.#frame(length, problem) : this.#foreign(bytes, problem);
  }

  #reset(): void {
    this.#head = new HeadScanner();
    this.#problems = [];
    this.#searched = 0;
    this.#ignoresContentLength = false;
  }
}
