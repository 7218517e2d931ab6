import { hexText } from '../../bytes/hex.ts';
import { quoted, shorten } from '../../bytes/shorten.ts';
import type { Content, Item } from './item.ts';
import { readTimestamp, TIMESTAMP_TYPE } from './timestamp.ts';

/** Characters of one string, and of the whole line. */
const STRING = 40;
const LINE = 120;
/** Bytes shown of binary data inside a line. */
const BYTES = 8;
/** Members looked at: more do not fit into a line. */
const MEMBERS = LINE / 4;

/**
 * One line for values: `{from: "kim", text: "hi"}`, `[12] {id: 1}, …`. With `isCut` only the
 * beginning was read.
 */
export function lineOf(items: readonly Item[], isCut: boolean): string {
  const [first] = items;
  if (!first) return '(no value)';
  const shown = items.slice(0, MEMBERS).map((item) => outermost(item.content));
  if (isCut && items.length > 1) shown.push('…');
  return shorten(shown.join(', '), LINE);
}

/** One short text for a value, whatever it is; containers only hinted at. */
export function shortOf(content: Content): string {
  switch (content.kind) {
    case 'plain':
      return plainText(content);
    case 'bin':
      return hexShort(content.data);
    case 'ext':
      return extText(content.type, content.data);
    case 'array':
      return content.count === 0 ? '[]' : `[${content.count}]`;
    case 'map':
      return content.count === 0 ? '{}' : '{…}';
    default:
      return content satisfies never;
  }
}

/** The data of an ext: a time in words, or its type and first bytes. */
export function extText(type: number, data: Uint8Array): string {
  const time = type === TIMESTAMP_TYPE ? readTimestamp(data) : undefined;
  return time?.text ?? `ext(${type}, ${hexShort(data)})`;
}

function outermost(content: Content): string {
  if (content.kind === 'map') return members(content);
  if (content.kind !== 'array' || content.count === 0) return shortOf(content);
  const shown = content.items
    .slice(0, LINE / 2)
    .map(({ content: inside }) => (inside.kind === 'map' ? members(inside) : shortOf(inside)));
  if (content.count > shown.length) shown.push('…');
  return `[${content.count}] ${shown.join(', ')}`;
}

function members({ count, pairs }: Extract<Content, { kind: 'map' }>): string {
  const shown = pairs
    .slice(0, MEMBERS)
    .map(({ key, value }) => `${nameText(key.content)}: ${value ? shortOf(value.content) : '…'}`);
  if (count > shown.length) shown.push('…');
  return `{${shown.join(', ')}}`;
}

function nameText(content: Content): string {
  const isName =
    content.kind === 'plain' &&
    typeof content.value === 'string' &&
    /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(content.value);
  return isName ? shorten(String(content.value), STRING) : shortOf(content);
}

function plainText({ value, isFloat }: Extract<Content, { kind: 'plain' }>): string {
  if (typeof value === 'string') return quoted(value, STRING);
  if (Object.is(value, -0)) return '-0.0';
  // A float that is whole looks like one: it is another key than the integer.
  return isFloat && Number.isSafeInteger(value) ? `${value}.0` : String(value);
}

function hexShort(data: Uint8Array): string {
  const hex = hexText(data.subarray(0, BYTES)).replaceAll(' ', '');
  return data.length > BYTES ? `h'${hex}…' (${data.length} bytes)` : `h'${hex}'`;
}
