import fc from 'fast-check';
import { base64url, decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../bytes/json/value.ts';
import { Payload } from '../../bytes/payload.ts';
import { damaged } from '../damage.fixture.ts';
import { agreesButFor, type Difference, type Ours } from '../differential.fixture.ts';
import { jwt } from './decoder.ts';
import { readToken } from './token.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

interface Told {
  readonly header: unknown;
  readonly claims: unknown;
}

/** Header and claims; throws also where another part is no base64url, as verifying or decrypting does. */
function theirs(text: string): Told {
  const parts = text.split('.');
  const header = decodeProtectedHeader(text);
  for (const sealed of parts.slice(parts.length === 3 ? 2 : 1)) base64url.decode(sealed);
  return { header, claims: parts.length === 3 ? decodeJwt(text) : undefined };
}

/** No matter of the token's form. */
const MEANING: ReadonlySet<string> = new Set(['no-algorithm', 'bad-time']);

function ours(text: string): Ours {
  const session = jwt.open({ transport: 'fetch', url: 'http://h/' });
  const payload = Payload.ofText(text);
  const units = session.feed({ message: 0, direction: 'received', time: 0, payload });
  const kinds = units.flatMap(({ layer }) => layer.problems.map(({ kind }) => kind));
  const token = readToken(text);
  const said =
    typeof token === 'string'
      ? token
      : {
          header: toldBy(token.header.object),
          claims: token.claims && claimsOf(token.claims.object),
        };
  return { said, kinds: kinds.filter((kind) => !MEANING.has(kind)) };
}

const claimsOf = (object: JsonValue | undefined) => (object ? toldBy(object) : 'no JSON object');

function toldBy(value: JsonValue | undefined): unknown {
  switch (value?.note) {
    case 'object':
      return Object.fromEntries((value.children ?? []).map((one) => [one.name, toldBy(one)]));
    case 'array':
      return (value.children ?? []).map(toldBy);
    default:
      return typeof value?.value === 'bigint' || value?.note === 'number'
        ? Number(value.value)
        : value?.value;
  }
}

const object = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,8}$/),
  fc.oneof(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 1 })),
  { maxKeys: 4, noNullPrototype: true },
);
const sealed = fc
  .uint8Array({ minLength: 1, maxLength: 20 })
  .map((bytes) => base64url.encode(bytes));
const json = (one: object) => base64url.encode(JSON.stringify(one));
const signed = fc
  .tuple(object, object, sealed)
  .map(([header, claims, signature]) =>
    [json({ alg: 'HS256', ...header }), json(claims), signature].join('.'),
  );
const encrypted = fc
  .tuple(object, fc.array(sealed, { minLength: 4, maxLength: 4 }))
  .map(([header, parts]) => [json({ alg: 'dir', enc: 'A256GCM', ...header }), ...parts].join('.'));
const token = fc.oneof({ weight: 3, arbitrary: signed }, { weight: 1, arbitrary: encrypted });

/** `{"alg":"none"}` */
const HEADER = 'eyJhbGciOiJub25lIn0';

/** Damaged as it is sent, or before it was written as base64url. */
const harmed = fc.oneof(
  damaged(token.map((text) => encoder.encode(text))).map((bytes) => decoder.decode(bytes)),
  damaged(object.map((claims) => encoder.encode(JSON.stringify(claims)))).map(
    (bytes) => `${HEADER}.${base64url.encode(bytes)}.`,
  ),
);

const NO_CLAIMS = /^(?:Failed to parse the decoded payload as JSON|Invalid JWT Claims Set)$/;
const startsObject = (text: string) => /^[^.]*\.eyJ/.test(text);

const DIFFERENCES: readonly Difference<string>[] = [
  ['RFC 7515 §2: no line breaks in base64url', `${HEADER}.e3\n0.`, { marked: ['no-token'] }],
  [
    'RFC 7515 §3: what is signed may be anything, and is handed on',
    `${HEADER}.aGk.`,
    { refused: NO_CLAIMS, where: (text) => !startsObject(text) },
  ],
  [
    'RFC 7515 appendix F: and may be detached',
    `${HEADER}..`,
    { refused: /^JWTs must contain a payload$/ },
  ],
  [
    'RFC 7519 §4: claims have a name each',
    `${HEADER}.eyJhIjoxLCJhIjoyfQ.`,
    { marked: ['repeated-name'] },
  ],
];

describe('beside jose 6', () => {
  it('says the same of every token', () => {
    fc.assert(
      fc.property(token, (text) => {
        expect(ours(text)).toEqual({ said: theirs(text), kinds: [] });
      }),
      { numRuns: 2000, seed: 7519 },
    );
  });

  it('reads what the library signed', async () => {
    const key = encoder.encode('a secret of thirty-two characters');
    const text = await new SignJWT({ sub: 'é' }).setProtectedHeader({ alg: 'HS256' }).sign(key);
    expect(ours(text)).toEqual({ said: theirs(text), kinds: [] });
  });

  agreesButFor({
    inputs: harmed,
    theirs,
    ours,
    differences: DIFFERENCES,
    runs: 6000,
    seed: 7519,
    atLeast: { refused: 2000, alike: 300 },
  });
});
