import type { ByteRange, FieldValue, Problem } from '../contract.ts';
import { problemAt } from '../json-text.ts';
import type { Outline, OutlineMember } from '../outline.ts';

const INVOCATION = ['type', 'headers', 'invocationId', 'target', 'arguments', 'streamIds'];
const COMPLETION = 3;
const CLOSE = 7;
const NO_ERROR = 'Close has an error as its second item, or nil.';
/** What the result of a Completion is, by its kind; a void one has none. */
const RESULTS: ReadonlyMap<unknown, string> = new Map([
  [1, 'error'],
  [2, 'nothing'],
  [3, 'result'],
]);

/** What the items of a message are called in JSON, by its type. */
const LAYOUTS: ReadonlyMap<unknown, readonly string[]> = new Map([
  [1, INVOCATION],
  [2, ['type', 'headers', 'invocationId', 'item']],
  [COMPLETION, ['type', 'headers', 'invocationId', 'resultKind', 'result']],
  [4, INVOCATION],
  [5, ['type', 'headers', 'invocationId']],
  [6, ['type']],
  [CLOSE, ['type', 'error', 'allowReconnect']],
  [8, ['type', 'sequenceId']],
  [9, ['type', 'sequenceId']],
]);

/** Items that are nil where JSON has no such field. */
const OPTIONAL = ['headers', 'invocationId', 'streamIds', 'error', 'allowReconnect'];

/**
 * A hub message as an array of MessagePack, seen as the object that it is in JSON: its items by
 * name, without those that are nil (hub protocol, "MessagePack (MsgPack) encoding").
 */
export class HubArray implements Outline {
  readonly bytes: Uint8Array;
  readonly mime: string;
  readonly kind = 'object';
  readonly range: ByteRange;
  readonly isClosed: boolean;
  readonly members: readonly OutlineMember[];
  /** What each item is called, in their order. */
  readonly names: readonly string[];
  readonly #array: Outline;

  constructor(array: Outline) {
    this.bytes = array.bytes;
    this.mime = array.mime;
    this.range = array.range;
    this.isClosed = array.isClosed;
    this.#array = array;
    this.names = namesOf(array);
    this.members = array.members
      .map((member, index) => ({ ...member, name: this.names[index] ?? member.name }))
      .filter(({ name }) => name !== 'resultKind' && !this.#isAbsent(name));
  }

  /** What is wrong with what JSON does not have: the kind of a result, and nil for no error. */
  get problems(): readonly Problem[] {
    const type = this.#array.scalar('0');
    if (type === CLOSE && !this.#array.has('1'))
      return [problemAt(this.#array, '1', 'missing-field', NO_ERROR)];
    if (type !== COMPLETION) return [];
    const kind = this.#array.scalar('3');
    const about = (what: string, reason: string) => [problemAt(this.#array, '3', what, reason)];
    if (!RESULTS.has(kind)) return about('bad-result-kind', 'The kind of a result is 1, 2 or 3.');
    const hasResult = this.#array.has('4');
    if (kind === 2 && hasResult) return about('result-of-void', 'A void result has no value.');
    if (kind === 2 || hasResult) return [];
    return about('missing-field', `A result of kind ${String(kind)} has a value.`);
  }

  member(name: string): OutlineMember | undefined {
    return this.members.find((member) => member.name === name);
  }

  has(...names: readonly string[]): boolean {
    return names.every((name) => this.member(name) !== undefined);
  }

  text(name: string): string | undefined {
    return this.has(name) ? this.#array.text(this.#place(name)) : undefined;
  }

  scalar(name: string): FieldValue | undefined {
    return this.has(name) ? this.#array.scalar(this.#place(name)) : undefined;
  }

  inside(name: string): Outline | undefined {
    return this.has(name) ? this.#array.inside(this.#place(name)) : undefined;
  }

  #place(name: string): string {
    return String(this.names.indexOf(name));
  }

  #isAbsent(name: string): boolean {
    return OPTIONAL.includes(name) && this.#array.scalar(this.#place(name)) === null;
  }
}

function namesOf(array: Outline): readonly string[] {
  const type = array.scalar('0');
  const layout = LAYOUTS.get(type) ?? ['type'];
  const isError = type === COMPLETION && RESULTS.get(array.scalar('3')) === 'error';
  return array.members.map((member, index) => {
    const name = layout[index] ?? member.name;
    return isError && name === 'result' ? 'error' : name;
  });
}
