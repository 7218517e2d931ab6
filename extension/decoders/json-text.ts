import { JsonOutline } from '../bytes/json/outline.ts';
import { readJson } from '../bytes/json/reader.ts';
import { Payload } from '../bytes/payload.ts';
import { decodeUtf8, invalidUtf8At } from '../bytes/utf8.ts';
import { LIMITS } from '../contract/limits.ts';
import type { Field, Inner, Problem } from './contract.ts';

/** The members or elements of a JSON text as fields; a scalar is one field by itself. */
export function jsonFields({ bytes }: Payload): readonly Field[] {
  const { root } = readJson(bytes, LIMITS.decoderDepth);
  if (!root) return [];
  return root.children ?? [{ ...root, name: 'value' }];
}

/** Where a text is not JSON, or not even UTF-8. */
export function jsonProblems(payload: Payload): readonly Problem[] {
  const { problems } = readJson(payload.bytes, LIMITS.decoderDepth);
  const offset = payload.isText ? -1 : invalidUtf8At(payload.bytes);
  if (offset < 0) return problems;
  const reason = 'This byte does not belong to UTF-8 text.';
  return [{ kind: 'invalid-utf-8', offset, reason }, ...problems];
}

/** What a member holds, for the chain to go on with: a nested value, or the text in a string. */
export function innerOf(outline: JsonOutline, name: string): Inner | undefined {
  const member = outline.member(name);
  if (member?.kind === 'object' || member?.kind === 'array') {
    const payload = Payload.ofBytes(outline.bytes.subarray(...member.valueRange));
    return { payload, mime: 'application/json', range: member.valueRange };
  }
  const text = outline.text(name);
  if (!member || text === undefined || text === '') return undefined;
  const [start, end] = member.valueRange;
  const range = [start + 1, end - 1] as const;
  const isPlain = decodeUtf8(outline.bytes.subarray(...range)) === text && !text.includes('\uFFFD');
  return isPlain ? { payload: Payload.ofText(text), range } : { payload: Payload.ofText(text) };
}

/** The outline of a first message, where it is short enough to be one and `pattern` is in its beginning. */
export function outlineForSniffing(payload: Payload, pattern: RegExp): JsonOutline | undefined {
  if (!pattern.test(beginning(payload))) return undefined;
  const outline = JsonOutline.of(payload.bytes.subarray(0, SNIFFED));
  return outline?.isClosed || payload.byteLength > SNIFFED ? outline : undefined;
}

/** Characters that a pattern is looked for in, and bytes that are outlined. */
const BEGINNING = 1024;
const SNIFFED = 64 * 1024;

function beginning(payload: Payload): string {
  return payload.isText
    ? payload.text.slice(0, BEGINNING)
    : decodeUtf8(payload.bytes.subarray(0, BEGINNING));
}
