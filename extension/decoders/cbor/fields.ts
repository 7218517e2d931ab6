import { hexText } from '../../bytes/hex.ts';
import type { Field } from '../contract.ts';
import { diagnostic, simpleText } from './diagnostic.ts';
import type { Content, Item, Pair, Tagged } from './item.ts';
import { meaningOf } from './meaning.ts';
import { tagName } from './tags.ts';

/** Bytes of a byte string that a field's value shows. */
const BYTES = 256;

/** What a field shows of an item. */
type Shown = Pick<Field, 'value' | 'children'> & { readonly note: string };

/** The members of one map or array, or else the items one after the other. */
export function fieldsOf(items: readonly Item[]): readonly Field[] {
  const [first] = items;
  if (!first) return [];
  if (items.length > 1) return elements(items);
  const root = field('item', first);
  const isBranch = first.content.kind === 'array' || first.content.kind === 'map';
  return isBranch && root.children?.length ? root.children : [root];
}

function elements(items: readonly Item[]): readonly Field[] {
  return items.map((item, index) => field(String(index), item));
}

function field(name: string, item: Item): Field {
  return { name, range: item.range, ...shown(item.content) };
}

function shown(content: Content): Shown {
  switch (content.kind) {
    case 'integer':
      return { value: content.value, note: content.value < 0 ? 'negative' : 'unsigned' };
    case 'float':
      return { value: content.value, note: `float, ${content.bits} bits` };
    case 'simple':
      return { value: simpleValue(content.value), note: `simple value ${content.value}` };
    case 'bytes':
      return {
        value: hex(content.data),
        ...stringShown('bytes', content.data.length, content.chunks),
      };
    case 'text':
      return { value: content.value, ...stringShown('text', undefined, content.chunks) };
    case 'array':
      return { children: elements(content.items), note: counted('array', content.count) };
    case 'map':
      return { children: content.pairs.map(pairField), note: counted('map', content.count) };
    case 'tag':
      return taggedShown(content);
    default:
      return content satisfies never;
  }
}

/** A pair is named by its key; a key with members is a field of its own. */
function pairField({ key, value }: Pair): Field {
  const range = [key.range[0], value?.range[1] ?? key.range[1]] as const;
  const { content } = key;
  const isText = content.kind === 'text';
  const name = isText ? content.value : diagnostic([key], false);
  if (content.kind === 'array' || content.kind === 'map' || content.kind === 'tag') {
    const children = [field('key', key), ...(value ? [field('value', value)] : [])];
    return { name, range, children, note: `key ${content.kind}` };
  }
  if (!value) return { name, range, note: 'no value' };
  const about = shown(value.content);
  return {
    name,
    range,
    ...about,
    note: isText ? about.note : `key ${content.kind}; ${about.note}`,
  };
}

function taggedShown(tagged: Tagged): Shown {
  const { tag, item, inside } = tagged;
  const name = tagName(tag);
  const note = name === undefined ? `tag ${tag}` : `tag ${tag}: ${name}`;
  if (!item) return { note };
  if (inside) return { note, children: [field('item', inside)] };
  const meaning = meaningOf(tagged);
  if (meaning !== undefined) return { value: meaning, note, children: [field('content', item)] };
  const about = shown(item.content);
  return { ...about, note: `${note}; ${about.note}` };
}

function stringShown(
  kind: string,
  size: number | undefined,
  chunks: readonly Item[] | undefined,
): Pick<Shown, 'children' | 'note'> {
  const note = size === undefined ? kind : `${kind}, ${size} of them`;
  if (!chunks) return { note };
  return {
    note: `${kind} of indefinite length, ${chunks.length} chunks`,
    children: elements(chunks),
  };
}

function simpleValue(value: number): boolean | null | string {
  if (value === 20 || value === 21) return value === 21;
  return value === 22 ? null : simpleText(value);
}

function counted(kind: string, count: number | undefined): string {
  return count === undefined ? `${kind} of indefinite length` : `${kind} of ${count}`;
}

function hex(data: Uint8Array): string {
  const text = hexText(data.subarray(0, BYTES));
  return data.length > BYTES ? `${text} …` : text;
}
