import { decodeAnyBase64, decodeBase64Url } from '../../bytes/base64-segment.ts';
import { readJson } from '../../bytes/json/reader.ts';
import type { JsonValue } from '../../bytes/json/value.ts';
import { decodeUtf8, invalidUtf8At } from '../../bytes/utf8.ts';
import { LIMITS } from '../../contract/limits.ts';
import { unpack, wrappingOf } from '../unpack.ts';
import { imageOf } from './image.ts';

/** What a string holds that is more than text. */
export interface Content {
  /** `JSON`, `gzip`, `PNG` … */
  readonly name: string;
  readonly value?: string;
  /** How the string holds it: `base64 of gzip`. */
  readonly note?: string;
  /** A JSON text whose members are told. */
  readonly json?: Uint8Array;
  readonly parts?: readonly Content[];
}

/**
 * `eyJhIjoxfQ==` is the shortest object with a member, `[1,2,3,4]` is as long: below this, words and
 * short ids are as likely.
 */
const SHORTEST_BASE64 = 12;
const BASE64 = /^[\w+/-]+={0,2}$/;
const DATA_URL = /^data:[\w.+/-]*(?:;[\w=.-]+)*;base64,/;
const TOKEN = /^(e[wy][\w-]+)\.([\w-]+)\.([\w-]*)$/;

/** First bytes of what is looked for in base64: JSON, gzip, zlib in any window, pictures, PDF. */
const FIRST_BYTES = [
  ...[0x7b, 0x5b, 0x1f, 0x89, 0xff, 0x47, 0x52, 0x25],
  ...[0x08, 0x18, 0x28, 0x38, 0x48, 0x58, 0x68, 0x78],
];

/** By the code of an ASCII character, whether anything that is looked for may begin with it. */
const BEGINNINGS: readonly boolean[] = Array.from({ length: 0x80 }, (_, code) => {
  const letter = String.fromCharCode(code);
  const isBase64 = FIRST_BYTES.some((byte) => btoa(String.fromCharCode(byte)).startsWith(letter));
  return isBase64 || /[\s[{_de]/.test(letter);
});

const encoder = new TextEncoder();

/**
 * Looks into a string. Nothing is taken for something by its letters alone: JSON has to be an object
 * or array to its end, compressed data have to have the right checksum, an image its signature.
 */
export function contentOf(text: string): Content | undefined {
  if (BEGINNINGS[text.charCodeAt(0)] === false) return undefined;
  return jsonText(text) ?? token(text) ?? base64(text);
}

function jsonText(text: string): Content | undefined {
  if (!/^\s{0,8}[[{]/.test(text)) return undefined;
  return jsonContent(encoder.encode(text), 'JSON in a string');
}

function jsonContent(bytes: Uint8Array, note: string): Content | undefined {
  const root = wholeJson(bytes);
  return root && { name: 'JSON', note, json: bytes };
}

/** An object or array with something in it, and nothing wrong. */
function wholeJson(bytes: Uint8Array): JsonValue | undefined {
  const { root, problems } = readJson(bytes, LIMITS.decoderDepth);
  return problems.length === 0 && root?.children?.length ? root : undefined;
}

/** A signed token (RFC 7519); its signature is told by nobody. */
function token(text: string): Content | undefined {
  const [, ...segments] = TOKEN.exec(text) ?? [];
  const [header, claims] = segments.map((one) => decodeBase64Url(one, 0, one.length)?.bytes);
  if (!header || !claims || !wholeJson(claims)) return undefined;
  const names = wholeJson(header)?.children?.map(({ name }) => name);
  if (!names?.includes('alg')) return undefined;
  const parts = [
    { name: 'header', json: header },
    { name: 'claims', json: claims },
  ];
  return { name: 'JWT', note: 'JSON Web Token', parts };
}

function base64(text: string): Content | undefined {
  const data = text.slice(DATA_URL.exec(text)?.[0].length ?? 0);
  if (data.length < SHORTEST_BASE64 || !BASE64.test(data)) return undefined;
  const bytes = decodeAnyBase64(data)?.bytes;
  return bytes && (packed(bytes) ?? image(bytes) ?? encodedJson(bytes));
}

function encodedJson(bytes: Uint8Array): Content | undefined {
  const isLikely = bytes[0] === 0x7b || bytes[0] === 0x5b;
  return isLikely && invalidUtf8At(bytes) < 0 ? jsonContent(bytes, 'base64 of JSON') : undefined;
}

function packed(bytes: Uint8Array): Content | undefined {
  const wrapping = wrappingOf(bytes);
  if (wrapping === 'deflate') return undefined;
  const { content, problems } = unpack(bytes);
  if (problems.length > 0 || content.length === 0) return undefined;
  const value = `${bytes.length} bytes hold ${content.length}`;
  const note = `base64 of ${wrapping}`;
  const inside = jsonContent(content, '') ?? image(content) ?? plainText(content);
  return { name: wrapping, value, note, ...(inside && { parts: [inside] }) };
}

function plainText(bytes: Uint8Array): Content | undefined {
  return invalidUtf8At(bytes) < 0 ? { name: 'text', value: decodeUtf8(bytes) } : undefined;
}

function image(bytes: Uint8Array): Content | undefined {
  const found = imageOf(bytes);
  return found && { ...found, note: `base64 of ${found.name}` };
}
