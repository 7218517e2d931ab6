import { type Decoded, decodeBase64Url } from '../../bytes/base64-segment.ts';
import { readJson } from '../../bytes/json/reader.ts';
import type { JsonValue } from '../../bytes/json/value.ts';
import { invalidUtf8At } from '../../bytes/utf8.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { ByteRange, Problem } from '../contract.ts';

/** One of the parts between the dots. */
export interface Segment {
  readonly name: string;
  readonly range: ByteRange;
}

/** A segment of JSON. */
export interface JsonSegment extends Segment {
  readonly decoded: Decoded;
  /** The object; absent where the segment holds something else. */
  readonly object: JsonValue | undefined;
  /** With offsets in the token. */
  readonly problems: readonly Problem[];
}

/** A token in compact serialization (RFC 7515 §7.1, RFC 7516 §7.1). */
export interface Token {
  readonly header: JsonSegment;
  /** The claims, or whatever else was signed; absent in an encrypted token. */
  readonly claims: JsonSegment | undefined;
  /** What must not be shown whole: signature, keys, what is encrypted. */
  readonly sealed: readonly Segment[];
}

const SIGNED = ['header', 'claims', 'signature'];
const ENCRYPTED = ['header', 'encrypted key', 'initialization vector', 'ciphertext', 'tag'];

/** Reads a token that is all of a text but white space around it; or says why it is none. */
export function readToken(text: string): Token | string {
  const segments = segmentsOf(text);
  if (typeof segments === 'string') return segments;
  const [first, second, ...rest] = segments;
  if (!first || !second) return 'A JWT has three parts, or five.';
  const header = jsonSegment(text, first);
  if (!header?.object) return 'The first part is no JSON object in base64url.';
  if (rest.length > 1) return { header, claims: undefined, sealed: [second, ...rest] };
  const claims = jsonSegment(text, second);
  return claims ? { header, claims, sealed: rest } : 'The second part is not base64url.';
}

/** The text of a member of an object, where it is a string. */
export function stringOf(object: JsonValue | undefined, name: string): string | undefined {
  const value = object?.children?.find((child) => child.name === name)?.value;
  return typeof value === 'string' ? value : undefined;
}

function segmentsOf(text: string): readonly Segment[] | string {
  const start = behindSpace(text, 0, 1);
  const end = start === text.length ? start : behindSpace(text, text.length - 1, -1) + 1;
  const parts = text.slice(start, end).split('.', ENCRYPTED.length + 1);
  const names = parts.length === SIGNED.length ? SIGNED : ENCRYPTED;
  if (parts.length !== names.length) return 'A JWT has three parts, or five.';
  const isToken = parts.every((part) => /^[\w-]*$/.test(part));
  if (!isToken) return 'A JWT has letters, digits, minus, underscore and dots alone.';
  let at = start;
  return parts.map((part, index) => {
    const range = [at, at + part.length] as const;
    at = range[1] + 1;
    return { name: names[index] ?? '', range };
  });
}

/** The first place from `from` on, forwards or backwards, where no ASCII white space stands. */
function behindSpace(text: string, from: number, step: 1 | -1): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at) || '.')) at += step;
  return at;
}

function jsonSegment(text: string, segment: Segment): JsonSegment | undefined {
  const decoded = decodeBase64Url(text, ...segment.range);
  if (!decoded) return undefined;
  const { root, problems } = readJson(decoded.bytes, LIMITS.decoderDepth);
  const object = root?.note === 'object' ? root : undefined;
  const placed = [...utf8Problems(decoded.bytes), ...problems].map((problem) => {
    const offset = Math.min(decoded.placeOf([problem.offset, problem.offset])[0], segment.range[1]);
    return { ...problem, offset };
  });
  return { ...segment, decoded, object, problems: object ? placed : [] };
}

/** Header and claims are UTF-8 (RFC 7515 §3, RFC 7519 §7.2). */
function utf8Problems(bytes: Uint8Array): readonly Problem[] {
  const offset = invalidUtf8At(bytes);
  if (offset < 0) return [];
  return [{ kind: 'invalid-utf-8', offset, reason: 'This byte does not belong to UTF-8 text.' }];
}

/** Parts that are sealed, and still no base64url (RFC 7515 §2). */
export function sealedProblems(text: string, sealed: readonly Segment[]): readonly Problem[] {
  const broken = sealed.filter(({ range }) => decodeBase64Url(text, ...range) === undefined);
  return broken.map(({ name, range }) => ({
    kind: 'bad-base64',
    offset: range[0],
    reason: `The ${name} is not base64url.`,
  }));
}
