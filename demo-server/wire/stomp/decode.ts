import { ByteQueue } from './byte-queue.ts';
import { type Decoded, type Malformed, malformed } from './decoded.ts';
import { headerOf, type StompFrame, type StompVersion } from './frame.ts';
import { endOfHead, readHead } from './head.ts';

/** Sizes in bytes, headers by count. */
export interface FrameLimits {
  readonly head: number;
  readonly headers: number;
  readonly body: number;
}

const FRAME_LIMITS: FrameLimits = { head: 16_384, headers: 100, body: 1024 * 1024 };

const LF = 10;
const CR = 13;
const NUL = 0;

/**
 * Reads frames out of bytes that come in any pieces. `next` yields one finding at a time, because
 * CONNECT decides the version in which all that follows is read. After `malformed` it yields
 * nothing more: STOMP ends the connection then.
 */
export class FrameReader {
  version: StompVersion = '1.2';
  private readonly queue = new ByteQueue();
  private readonly limits: FrameLimits;
  /** The frame whose body is awaited. */
  private head: StompFrame | undefined;
  /** Body bytes already looked through for the NUL. */
  private searched = 0;
  private broken = false;

  constructor(limits: FrameLimits = FRAME_LIMITS) {
    this.limits = limits;
  }

  push(bytes: Uint8Array): void {
    if (!this.broken) this.queue.push(bytes);
  }

  /** The next finding, or undefined until more bytes have come. */
  next(): Decoded | undefined {
    if (this.broken) return undefined;
    const found = this.head ? this.body(this.head) : (this.heartBeat() ?? this.start());
    if (found?.kind === 'malformed') {
      this.broken = true;
      this.queue.clear();
    }
    return found;
  }

  private heartBeat(): Decoded | undefined {
    const [first, second] = this.queue.bytes;
    const size = first === LF ? 1 : 2;
    const isCrLf = this.version === '1.2' && first === CR && second === LF;
    if (first !== LF && !isCrLf) return undefined;
    this.queue.drop(size);
    return { kind: 'heart-beat' };
  }

  private start(): Decoded | undefined {
    const bytes = this.queue.bytes;
    const end = endOfHead(bytes);
    const nul = bytes.indexOf(NUL);
    if (nul !== -1 && (end === undefined || nul < end))
      return malformed('A frame ends before its blank line.');
    if ((end ?? bytes.length) > this.limits.head)
      return malformed(`The head of a frame is longer than ${this.limits.head} bytes.`);
    if (end === undefined) return undefined;
    const head = readHead(bytes.subarray(0, end), this.version, this.limits.headers);
    if (head.kind === 'malformed') return head;
    this.queue.drop(end);
    this.head = head.frame;
    return this.body(head.frame);
  }

  private body(head: StompFrame): Decoded | undefined {
    const end = this.bodyEnd(headerOf(head, 'content-length'));
    if (typeof end !== 'number') return end;
    if (end > this.limits.body)
      return malformed(`A body is longer than ${this.limits.body} bytes.`);
    const bytes = this.queue.bytes;
    if (end >= bytes.length) return undefined;
    if (bytes[end] !== NUL) return malformed('No NUL follows the content-length bytes.');
    const frame = { ...head, body: bytes.slice(0, end) };
    this.queue.drop(end + 1);
    this.head = undefined;
    this.searched = 0;
    return { kind: 'frame', frame };
  }

  /** Where the body ends, or at least reaches. */
  private bodyEnd(declared: string | undefined): number | Malformed {
    if (declared !== undefined) {
      const digits = declared.trim();
      return /^\d{1,15}$/.test(digits)
        ? Number(digits)
        : malformed('content-length is not a number of bytes.');
    }
    const bytes = this.queue.bytes;
    const end = bytes.indexOf(NUL, this.searched);
    this.searched = end === -1 ? bytes.length : end;
    return this.searched;
  }
}
