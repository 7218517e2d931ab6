import fc from 'fast-check';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { readToken } from './token.ts';

const key = new TextEncoder().encode('a secret of thirty-two characters');
const claims = fc.dictionary(
  fc.stringMatching(/^[a-z]{4,8}$/),
  fc.oneof(fc.string(), fc.integer(), fc.boolean()),
  { maxKeys: 5, noNullPrototype: true },
);

describe('beside jose 6', () => {
  it('reads the header and the claims of every token', async () => {
    await fc.assert(
      fc.asyncProperty(claims, async (payload) => {
        const text = await new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(key);
        const token = readToken(text);
        if (typeof token === 'string') throw new Error(token);
        const told = (segment: typeof token.header | undefined) =>
          Object.fromEntries(
            (segment?.object?.children ?? []).map(({ name, value }) => [name, value]),
          );
        expect(told(token.header)).toEqual(decodeProtectedHeader(text));
        expect(told(token.claims)).toEqual(decodeJwt(text));
      }),
      { numRuns: 500, seed: 7519 },
    );
  });
});
