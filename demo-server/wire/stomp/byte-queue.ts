/** Bytes in at one end and out at the other, without copying what waits each time. */
export class ByteQueue {
  private buffer = new Uint8Array(1024);
  private start = 0;
  private end = 0;

  /** A view of what waits; valid until the next `push`. */
  get bytes(): Uint8Array {
    return this.buffer.subarray(this.start, this.end);
  }

  push(bytes: Uint8Array): void {
    if (this.end + bytes.length > this.buffer.length) this.makeRoom(bytes.length);
    this.buffer.set(bytes, this.end);
    this.end += bytes.length;
  }

  drop(size: number): void {
    this.start = Math.min(this.start + size, this.end);
  }

  clear(): void {
    this.buffer = new Uint8Array();
    this.start = 0;
    this.end = 0;
  }

  private makeRoom(size: number): void {
    const waiting = this.bytes;
    const needed = waiting.length + size;
    // Doubling keeps the cost of many small pieces linear.
    const larger = new Uint8Array(Math.max(needed * 2, 1024));
    larger.set(waiting);
    this.buffer = larger;
    this.start = 0;
    this.end = waiting.length;
  }
}
