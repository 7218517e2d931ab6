/**
 * What was sent on streams, until the other side says that it has it. Positions count the bytes of such
 * frames from the beginning of the session ("Resuming Operation", implied position).
 */
export class SentFrames {
  private readonly frames: Uint8Array[] = [];
  /** Position of the first frame that is kept. */
  private first = 0n;
  private size = 0;

  /** @param limit bytes that are kept */
  constructor(private readonly limit: number) {}

  /** Position of the first frame that can be sent again. */
  get begin(): bigint {
    return this.first;
  }

  /** The oldest make room. */
  keep(frame: Uint8Array): void {
    this.frames.push(frame);
    this.size += frame.length;
    while (this.size > this.limit) this.drop();
  }

  /** The other side has everything before this position. */
  forgetUntil(position: bigint): void {
    let next = this.frames[0];
    while (next && this.first + BigInt(next.length) <= position) {
      this.drop();
      next = this.frames[0];
    }
  }

  /** The frames from this position on; undefined where they are not kept, or no frame begins there. */
  since(position: bigint): readonly Uint8Array[] | undefined {
    let at = this.first;
    for (const [index, frame] of this.frames.entries()) {
      if (at === position) return this.frames.slice(index);
      at += BigInt(frame.length);
    }
    return at === position ? [] : undefined;
  }

  private drop(): void {
    const { length = 0 } = this.frames.shift() ?? [];
    this.first += BigInt(length);
    this.size -= length;
  }
}
