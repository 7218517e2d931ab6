import type { Field } from '../contract.ts';
import { PackedTree, shownBytes } from '../packed-tree.ts';
import { byteStringAt } from './byte-string.ts';
import { BREAK, Head, MAJOR } from './head.ts';

const NOTHING = new Uint8Array(0);

/** Byte and text strings, in one piece or in chunks (RFC 8949 §3.2.3). */
export abstract class StringTree extends PackedTree {
  protected readonly head = new Head();

  protected override isBreak(): boolean {
    return this.bytes[this.at] === BREAK;
  }

  /** The string whose head was just read. */
  protected string(name: string, start: number, about: string): Field {
    const { major, argument, isIndefinite } = this.head;
    if (isIndefinite) return this.#chunked(name, start, about, major);
    if (major === MAJOR.text) {
      const text = this.text(argument, 'string');
      return this.leaf(name, start, `${about}text`, text);
    }
    const data = this.data(argument, 'string');
    return this.leaf(name, start, `${about}bytes, ${data.length} of them`, shownBytes(data));
  }

  #chunked(name: string, start: number, about: string, major: number): Field {
    const first = this.at - 1;
    const children = this.#chunks(major);
    const isText = major === MAJOR.text;
    const value = isText
      ? children.map((chunk) => chunk.value).join('')
      : shownBytes(byteStringAt(this.bytes, first) ?? NOTHING);
    const kind = isText ? 'text' : 'bytes';
    const note = `${about}${kind} of indefinite length, ${children.length} chunks`;
    return { name, range: [start, this.at], note, value, children };
  }

  #chunks(major: number): readonly Field[] {
    const chunks: Field[] = [];
    while (!this.isStopped && !this.isBreak() && this.#isChunk(major)) {
      const chunk = this.value(String(chunks.length), this.at, '');
      if (chunk) chunks.push(chunk);
    }
    if (!this.isStopped) this.at += 1;
    return chunks;
  }

  #isChunk(major: number): boolean {
    const { head } = this;
    const isWhole = head.read(this.bytes, this.at) === 'whole';
    if (!isWhole || (head.major === major && !head.isIndefinite)) return true;
    const reason = 'The pieces of a string are strings of its kind, of definite length.';
    this.stop('bad-chunk', this.at, reason);
    return false;
  }
}
