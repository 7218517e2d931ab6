import type { FieldValue } from '../contract.ts';
import type { OutlineKind } from '../outline.ts';
import type { PackedFormat } from '../packed-format.ts';
import { fieldsOf } from './fields.ts';
import { headAt, type Kind } from './head.ts';
import { readValue, readValues } from './reader.ts';
import { MessagePackScanner } from './value-scanner.ts';

/** MessagePack as protocols that are made of it read it. */
export const packedMessagePack: PackedFormat = {
  mime: 'application/msgpack',
  scanner: () => new MessagePackScanner(),
  headAt(bytes, at) {
    const head = headAt(bytes, at);
    if (!head) return undefined;
    const isContainer = head.kind === 'array' || head.kind === 'map';
    const count = isContainer ? head.length : 0;
    return { kind: KINDS[head.kind], content: at + head.size, count };
  },
  isBreak: () => false,
  scalar,
  read(bytes, start) {
    const { items, problems } = readValue(bytes, start);
    return { fields: fieldsOf(items), problems, range: items[0]?.range };
  },
};

const KINDS: Readonly<Record<Kind, OutlineKind>> = {
  nil: 'word',
  boolean: 'word',
  integer: 'number',
  float: 'number',
  str: 'string',
  bin: 'bytes',
  ext: 'bytes',
  array: 'array',
  map: 'object',
  'never-used': 'word',
};

function scalar(bytes: Uint8Array): FieldValue | undefined {
  const content = readValues(bytes).items[0]?.content;
  return content?.kind === 'plain' ? content.value : undefined;
}
