import type { FieldValue } from '../contract.ts';
import type { OutlineKind } from '../outline.ts';
import type { PackedFormat } from '../packed-format.ts';
import { Head, type Kind } from './head.ts';
import { MessagePackTree } from './tree.ts';
import { endOfValue } from './value-scanner.ts';

/** MessagePack as protocols that are made of it read it. */
export const packedMessagePack: PackedFormat = {
  mime: 'application/msgpack',
  headAt(bytes, at) {
    const head = new Head();
    if (!head.read(bytes, at)) return undefined;
    const { format, content, length } = head;
    const count = format.valuesEach > 0 ? length : 0;
    return { kind: KINDS[format.kind], content, count };
  },
  endOf: endOfValue,
  isBreak: () => false,
  scalar,
  tree: (bytes, start) => new MessagePackTree(bytes, start),
};

const KINDS: Readonly<Record<Kind, OutlineKind>> = {
  nil: 'word',
  boolean: 'word',
  fixint: 'number',
  uint: 'number',
  int: 'number',
  float: 'number',
  str: 'string',
  bin: 'bytes',
  ext: 'bytes',
  array: 'array',
  map: 'object',
  'never-used': 'word',
};

/** What ext and bin hold are bytes, whatever a tree shows of them. */
function scalar(bytes: Uint8Array): FieldValue | undefined {
  const head = new Head();
  if (!head.read(bytes, 0)) return undefined;
  const kind = KINDS[head.format.kind];
  const isScalar = kind === 'word' || kind === 'number' || kind === 'string';
  return isScalar ? new MessagePackTree(bytes).field()?.value : undefined;
}
