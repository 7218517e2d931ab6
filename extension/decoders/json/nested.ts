import { readJson } from '../../bytes/json/reader.ts';
import type { JsonValue } from '../../bytes/json/value.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { ByteRange, Field } from '../contract.ts';
import { changed } from './changed.ts';
import { type Content, contentOf } from './string-content.ts';

/** Strings inside strings that are followed. */
const DEEPEST = 4;
/** Characters of all strings of one text that are looked into: what is longer costs too much time. */
const MOST = 4 * 1024 * 1024;

/**
 * The fields, with what lies in their strings as children: JSON written as text, base64 of JSON, gzip
 * or an image, JSON Web Tokens. What lies inside has no bytes of its own: it stands in the string's.
 */
export function withNested(fields: readonly Field[]): readonly Field[] {
  return new Nesting().in(fields, 0);
}

class Nesting {
  #left = MOST;

  in(fields: readonly Field[], depth: number): readonly Field[] {
    return changed(fields, (field) => this.#field(field, depth));
  }

  #field(field: Field, depth: number): Field {
    const { value, note, children, range } = field;
    if (children) {
      const inside = this.in(children, depth);
      return inside === children ? field : { ...field, children: inside };
    }
    if (typeof value !== 'string' || note !== undefined || depth === DEEPEST) return field;
    this.#left -= value.length;
    const content = this.#left < 0 ? undefined : contentOf(value);
    if (!content) return field;
    const nested = [this.#child(content, range, depth)];
    return {
      ...field,
      ...(content.note !== undefined && { note: content.note }),
      children: nested,
    };
  }

  #child({ name, value, json, parts }: Content, range: ByteRange, depth: number): Field {
    const place = [range[0], range[0]] as const;
    const children = [
      ...(parts ?? []).map((part) => this.#child(part, place, depth + 1)),
      ...(json ? this.in(jsonFields(json, place), depth + 1) : []),
    ];
    return {
      name,
      range,
      ...(value !== undefined && { value }),
      ...(children.length > 0 && { children }),
    };
  }
}

function jsonFields(json: Uint8Array, place: ByteRange): readonly Field[] {
  const { root } = readJson(json, LIMITS.decoderDepth);
  return (root?.children ?? []).map((child) => placed(child, place));
}

function placed({ children, ...plain }: JsonValue, place: ByteRange): Field {
  const field = { ...plain, range: place };
  return children ? { ...field, children: children.map((child) => placed(child, place)) } : field;
}
