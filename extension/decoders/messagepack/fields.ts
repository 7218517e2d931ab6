import { hexText } from '../../bytes/hex.ts';
import type { ByteRange, Field } from '../contract.ts';
import type { Content, Item, Pair } from './item.ts';
import { shortOf } from './line.ts';
import { readTimestamp, TIMESTAMP_TYPE } from './timestamp.ts';

/** Bytes of binary data that a field's value shows. */
const BYTES = 256;

/** The members of one map or array, or else the values one after the other. */
export function fieldsOf(items: readonly Item[]): readonly Field[] {
  const [first] = items;
  if (!first) return [];
  if (items.length > 1) return elements(items);
  const root = field('value', first);
  const isBranch = first.content.kind === 'array' || first.content.kind === 'map';
  return isBranch && root.children?.length ? root.children : [root];
}

function elements(items: readonly Item[]): readonly Field[] {
  return items.map((item, index) => field(String(index), item));
}

function field(name: string, item: Item, range: ByteRange = item.range, key = ''): Field {
  const note = key + noteOf(item);
  return { name, range, note, ...contentOf(item.content, item.range) };
}

function contentOf(content: Content, range: ByteRange): Pick<Field, 'value' | 'children'> {
  switch (content.kind) {
    case 'plain':
      return { value: content.value };
    case 'bin':
      return { value: hex(content.data) };
    case 'ext':
      return extValue(content.type, content.data, range);
    case 'array':
      return { children: elements(content.items) };
    case 'map':
      return { children: content.pairs.map(pairField) };
    default:
      return content satisfies never;
  }
}

/** A pair is named by its key; keys that are more than a word are fields of their own. */
function pairField({ key, value }: Pair): Field {
  const { kind } = key.content;
  const end = value?.range[1] ?? key.range[1];
  const range: ByteRange = [key.range[0], end];
  if (kind === 'plain') {
    const isString = typeof key.content.value === 'string';
    const name = isString ? String(key.content.value) : shortOf(key.content);
    const keyNote = isString ? '' : `key ${key.format}; `;
    return value ? field(name, value, range, keyNote) : { name, range, note: 'no value' };
  }
  const children = [field('key', key), ...(value ? [field('value', value)] : [])];
  return { name: shortOf(key.content), range, note: `key ${key.format}`, children };
}

function extValue(type: number, data: Uint8Array, [, end]: ByteRange): Partial<Field> {
  const time = type === TIMESTAMP_TYPE ? readTimestamp(data) : undefined;
  if (time) return { value: time.text };
  const dataStart = end - data.length;
  const typeField: Field = { name: 'type', value: type, range: [dataStart - 1, dataStart] };
  const dataField: Field = { name: 'data', value: hex(data), range: [dataStart, end] };
  return { children: [typeField, dataField] };
}

function noteOf({ format, content }: Item): string {
  switch (content.kind) {
    case 'plain':
      return format;
    case 'bin':
      return `${format}, ${content.data.length} bytes`;
    case 'ext':
      return extNote(format, content.type, content.data);
    case 'array':
      return `${format}, ${content.count} elements`;
    case 'map':
      return `${format}, ${content.count} pairs`;
    default:
      return content satisfies never;
  }
}

function extNote(format: string, type: number, data: Uint8Array): string {
  const time = type === TIMESTAMP_TYPE ? readTimestamp(data) : undefined;
  if (!time) return `${format}, type ${type}, ${data.length} bytes`;
  return `${time.format} (${format}, type ${type}): ${time.seconds} s and ${time.nanoseconds} ns`;
}

function hex(data: Uint8Array): string {
  const text = hexText(data.subarray(0, BYTES));
  return data.length > BYTES ? `${text} …` : text;
}
