import type { Field, FieldValue, Layer } from '../../extension/decoders/contract.ts';
import { hold } from './violation.ts';

const SUMMARY = 200;
const REASON = 1000;
/** Fields and characters that so many bytes may become, beside a constant. */
const FIELDS_PER_BYTE = 16;
const CHARACTERS_PER_BYTE = 64;
const CONSTANT = 10_000;

/** What the list shows of a layer: one short line. */
export function checkSummary({ protocol, summary }: Layer): void {
  hold(summary.length <= SUMMARY, 'summary', () => `${protocol}: ${summary.length} characters`);
  hold(!/[\r\n\u2028\u2029]/.test(summary), 'summary', () => `${protocol}: more than one line`);
}

/** Everything that can be seen of a layer: the tree, the problems, what is inside. */
export function checkLayer(layer: Layer): void {
  const { protocol, payload, problems, inner } = layer;
  const tree = new Tree(protocol);
  tree.check(layer.fields(), 0, payload.byteLength);
  tree.checkSize(payload.byteLength);
  hold(problems.length <= payload.byteLength + 256, 'size', () => `${problems.length} problems`);
  for (const { kind, offset, reason } of problems) {
    const isInside = offset >= 0 && offset <= payload.byteLength;
    hold(isInside, 'problem', () => `${protocol}: ${kind} at ${offset} of ${payload.byteLength}`);
    const isSentence = /^[^\r\n]*\.$/.test(reason) && reason.length <= REASON;
    hold(isSentence, 'problem', () => `${protocol}: ${kind} says ${JSON.stringify(reason)}`);
    hold(kind !== 'decoder-failed', 'thrown', () => `${protocol}: ${reason}`);
  }
  if (inner?.range) {
    const same = isSame(inner.payload.bytes, payload.bytes.subarray(...inner.range));
    hold(same, 'inner', () => `${protocol}: ${inner.range} is not what is inside`);
  }
}

/** Fields stand one behind the other, each inside its parent. */
class Tree {
  readonly #protocol: string;
  #fields = 0;
  #characters = 0;

  constructor(protocol: string) {
    this.#protocol = protocol;
  }

  check(fields: readonly Field[], start: number, end: number): void {
    let reached = start;
    for (const field of fields) {
      const { name, value, note = '', range, children } = field;
      this.#fields += 1;
      this.#characters += name.length + note.length + lengthOf(value);
      this.#checkValue(field);
      hold(range[0] <= range[1], 'range', () => this.#where(field));
      // What the bytes do not say, such as a default, has the empty range at 0.
      if (range[0] === 0 && range[1] === 0) continue;
      const isInside = range[0] >= reached && range[1] <= end;
      hold(isInside, 'range', () => `${this.#where(field)} not in ${reached}–${end}`);
      reached = range[1];
      if (children) this.check(children, range[0], range[1]);
    }
  }

  checkSize(bytes: number): void {
    const isBounded =
      this.#fields <= FIELDS_PER_BYTE * bytes + CONSTANT &&
      this.#characters <= CHARACTERS_PER_BYTE * bytes + CONSTANT;
    const what = () => `${this.#fields} fields, ${this.#characters} characters of ${bytes} bytes`;
    hold(isBounded, 'size', () => `${this.#protocol}: ${what()}`);
  }

  /** Every value can be written into a log and read again. */
  #checkValue(field: Field): void {
    const { value } = field;
    const isWritable =
      value === undefined ||
      value === null ||
      ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
    hold(isWritable, 'value', () => `${this.#where(field)} is a ${typeof value}`);
  }

  #where({ name, range }: Field): string {
    return `${this.#protocol}: field ${JSON.stringify(name.slice(0, 40))} at ${range.join('–')}`;
  }
}

function lengthOf(value: FieldValue | undefined): number {
  return typeof value === 'string' ? value.length : 1;
}

function isSame(first: Uint8Array, second: Uint8Array): boolean {
  return first.length === second.length && first.every((byte, at) => byte === second[at]);
}
