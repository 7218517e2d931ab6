import { shorten } from '../bytes/shorten.ts';

/** Characters of one string, and of the whole line. */
export const STRING = 40;
const LINE = 120;

/** Values on one line, written straight from their bytes until it is full. */
export abstract class PackedLine {
  protected readonly bytes: Uint8Array;
  protected text = '';
  protected at = 0;
  /** The bytes end within a value, or hold none. */
  protected isStopped = false;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Reads the head of the value that begins here; says whether there is one. */
  protected abstract readHead(): boolean;

  /** Writes the value whose head was read, and passes over it. */
  protected abstract outermost(): void;

  /** All values as one line; `isCut` says that the bytes are only the beginning. */
  all(isCut: boolean): string {
    let met = 0;
    while (this.at < this.bytes.length && this.next(met)) {
      this.outermost();
      met += 1;
    }
    if (isCut && met > 1) this.text += ', …';
    return shorten(this.text, LINE);
  }

  protected get isFull(): boolean {
    return this.text.length > LINE;
  }

  /** Whether a value follows for which there is room; separates it from those that were met. */
  protected next(met: number): boolean {
    if (this.isFull || !this.begins()) return false;
    if (met > 0) this.text += ', ';
    return true;
  }

  protected begins(): boolean {
    if (!this.isStopped && this.readHead()) return true;
    this.isStopped = true;
    return false;
  }

  /** Ends a container, and says whether it goes on. */
  protected close(isCut: boolean, met: number, bracket: string): void {
    if (isCut) this.text += met > 0 ? ', …' : '…';
    this.text += bracket;
  }

  /** Passes over a value without members, up to `end` or as far as the bytes go. */
  protected pass(end: number): boolean {
    this.isStopped = end > this.bytes.length;
    this.at = this.isStopped ? this.bytes.length : end;
    return !this.isStopped;
  }
}
