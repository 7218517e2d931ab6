import { JsonOutline } from '../bytes/json/outline.ts';
import { readJsonPayload } from '../bytes/json/reader.ts';
import { Payload } from '../bytes/payload.ts';
import { decodeUtf8, invalidUtf8At } from '../bytes/utf8.ts';
import { LIMITS } from '../contract/limits.ts';
import type { ByteRange, Field, Inner, Problem } from './contract.ts';
import type { Outline, OutlineKind } from './outline.ts';

/**
 * The members or elements of a JSON text as fields; a scalar is one field by itself. What is in
 * those that are `unread` is passed over.
 */
export function jsonFields(payload: Payload, unread: readonly string[] = []): readonly Field[] {
  const { root } = readJsonPayload(payload, LIMITS.decoderDepth, unread);
  if (!root) return [];
  return root.children ?? [{ ...root, name: 'value' }];
}

/** Where a text is not JSON, or not even UTF-8. */
export function jsonProblems(payload: Payload): readonly Problem[] {
  const { problems } = readJsonPayload(payload, LIMITS.decoderDepth);
  const offset = payload.isText ? -1 : invalidUtf8At(payload.bytes);
  if (offset < 0) return problems;
  const reason = 'This byte does not belong to UTF-8 text.';
  return [{ kind: 'invalid-utf-8', offset, reason }, ...problems];
}

/** A problem with a member's value; it stands at the object where that lacks the member. */
export function problemAt(outline: Outline, name: string, kind: string, reason: string): Problem {
  const offset = outline.member(name)?.valueRange[0] ?? outline.range[0];
  return { kind, offset, reason };
}

/** What a member holds, for the chain to go on with: a nested value, or the text in a string. */
export function innerOf(outline: Outline, name: string): Inner | undefined {
  const member = outline.member(name);
  if (member?.kind === 'object' || member?.kind === 'array') {
    const isText = outline.isText && member.source !== undefined;
    const range = member.valueRange;
    const payload = isText
      ? Payload.ofText(member.source, range[1] - range[0])
      : Payload.ofBytes(outline.bytes.subarray(range[0], range[1]));
    return { payload, mime: outline.mime, range };
  }
  if (member?.contentRange) return contentOf(outline, member.kind, member.contentRange);
  const text = outline.text(name);
  if (!member || text === undefined || text === '') return undefined;
  const [start, end] = member.valueRange;
  const range = [start + 1, end - 1] as const;
  const payload = Payload.ofText(text);
  const isAsItIs = member.source?.slice(1, -1) === text && isUtf8(text, outline, range);
  return isAsItIs ? { payload, range } : { payload };
}

function isUtf8(text: string, { bytes }: Outline, range: ByteRange): boolean {
  return !text.includes('\uFFFD') || invalidUtf8At(bytes, ...range) < 0;
}

/** The characters or bytes of a string that stands in its message as it is. */
function contentOf({ bytes }: Outline, kind: OutlineKind, range: ByteRange): Inner {
  const content = bytes.subarray(...range);
  const isText = kind === 'string' && invalidUtf8At(content) < 0;
  return {
    payload: isText ? Payload.ofText(decodeUtf8(content)) : Payload.ofBytes(content),
    range,
  };
}

/**
 * The outline of a whole JSON text in which `pattern` is found near an edge: most payloads are told
 * apart by the pattern alone, which costs nearly nothing.
 */
export function outlineForSniffing(payload: Payload, pattern: RegExp): JsonOutline | undefined {
  if (payload.isText && !BRACKET.test(payload.text)) return undefined;
  if (!isAtEdge(payload, pattern)) return undefined;
  const outline = JsonOutline.ofPayload(payload);
  return outline?.isClosed && outline.isLast ? outline : undefined;
}

/** How an object or array begins; asked first, for most of what is no JSON fails here at once. */
const BRACKET = /^[\t\n\r ]{0,64}[[{]/;

/** Characters of each edge that a pattern is looked for in. */
const EDGE = 1024;

/** Whether a pattern is found in the first or last kilobyte of a payload. */
export function isAtEdge(payload: Payload, pattern: RegExp): boolean {
  if (payload.isText || payload.byteLength <= EDGE) {
    const { text } = payload;
    if (text.length <= EDGE) return pattern.test(text);
    return pattern.test(text.slice(0, EDGE)) || pattern.test(text.slice(-EDGE));
  }
  const { bytes } = payload;
  if (pattern.test(decodeUtf8(bytes.subarray(0, EDGE)))) return true;
  return bytes.length > EDGE && pattern.test(decodeUtf8(bytes.subarray(-EDGE)));
}
