import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../../bytes/base64.ts';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { ConnectionFacts, Field, Layer, Unit } from '../contract.ts';
import { jwt } from './decoder.ts';

const facts: ConnectionFacts = { transport: 'fetch', url: 'http://h/' };
const encoder = new TextEncoder();

function base64url(text: string): string {
  const base64 = encodeBase64(encoder.encode(text));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function token(claims: unknown, header: unknown = { alg: 'HS256', typ: 'JWT' }): string {
  return [JSON.stringify(header), JSON.stringify(claims), 'not a real signature at all']
    .map(base64url)
    .join('.');
}

/** Units of one message, sent at this time in seconds. */
function unitsOf(text: string, time = 0): readonly Unit[] {
  const input = { message: 0, direction: 'received', payload: Payload.ofText(text) } as const;
  return jwt.open(facts).feed({ ...input, time: time * 1000 });
}

function layerOf(text: string, time = 0): Layer {
  const [unit] = unitsOf(text, time);
  if (!unit) throw new Error('no unit');
  return unit.layer;
}

/** What stands at a field's range in the token. */
function written(text: string, { range }: Field): string {
  return text.slice(...range);
}

/** RFC 7519 §3.1. */
const RFC = [
  'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9',
  'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ',
  'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
].join('.');

describe('recognition', () => {
  it.each([
    'application/jwt',
    'application/at+jwt',
    'application/secevent+jwt',
    'application/jose',
  ])('by MIME type %s', (mime) => {
    expect(jwt.claims({ ...facts, mime })?.by).toBe('mime');
  });

  it.each(['application/json', 'text/plain', 'application/jwtx'])('not by %s', (mime) => {
    expect(jwt.claims({ ...facts, mime })).toBeUndefined();
  });

  it.each([
    ['RFC 7519 §3.1', RFC],
    ['white space around it', ` ${RFC}\r\n`],
    ['no signature (§6.1)', `${base64url('{"alg":"none"}')}.${base64url('{"iss":"joe"}')}.`],
    ['a header with spaces', `${base64url('{ "alg": "ES256" }')}.${base64url('{}')}.c2ln`],
    ['an encrypted one', `${base64url('{"alg":"dir","enc":"A256GCM"}')}..aXY.Y2lwaGVy.dGFn`],
  ])('by content: %s', (_, text) => {
    expect(jwt.sniffs(Payload.ofText(text), 'sent')?.by).toBe('content');
    expect(jwt.sniffs(Payload.ofBytes(encoder.encode(text)), 'sent')?.by).toBe('content');
  });

  it.each([
    ['nothing', ''],
    ['a word', 'eyJ'],
    ['a version', '1.2.3'],
    ['a host name', 'ey.example.com'],
    ['one part', base64url('{"alg":"none"}')],
    ['two parts', `${base64url('{"alg":"none"}')}.e30`],
    ['four parts', `${base64url('{"alg":"none"}')}.e30.c2ln.c2ln`],
    ['no algorithm', `${base64url('{"typ":"JWT"}')}.e30.c2ln`],
    ['a header that is no JSON', 'eyJhb.e30.c2ln'],
    ['claims that are no object', `${base64url('{"alg":"none"}')}.${base64url('[1]')}.c2ln`],
    ['five parts without encryption', `${base64url('{"alg":"none"}')}.a.b.c.d`],
    ['a sentence with a token', `Bearer ${RFC}`],
    ['a token in JSON', JSON.stringify({ token: RFC })],
    ['something behind it', `${RFC} x`],
  ])('not by content: %s', (_, text) => {
    expect(jwt.sniffs(Payload.ofText(text), 'sent')).toBeUndefined();
  });

  it('is quick to see that a long text is none', () => {
    expect(jwt.sniffs(Payload.ofText(`eyJ${'a'.repeat(1e6)}`), 'sent')).toBeUndefined();
    expect(jwt.sniffs(Payload.ofText(`eyJ${' '.repeat(6e4)}x`), 'sent')).toBeUndefined();
    expect(unitsOf(' '.repeat(1e6))).toMatchObject([{ isForeign: true }]);
  });
});

describe('a signed token', () => {
  it('shows header and claims, and never the whole signature', () => {
    expect(layerOf(RFC).fields()).toMatchObject([
      {
        name: 'header',
        range: [0, 40],
        children: [
          { name: 'typ', value: 'JWT' },
          { name: 'alg', value: 'HS256' },
        ],
      },
      {
        name: 'claims',
        children: [
          { name: 'iss', value: 'joe' },
          { name: 'exp', value: '2011-03-22T18:43:00Z' },
          { name: 'http://example.com/is_root', value: true },
        ],
      },
      { name: 'signature', value: 'dBjftJ…', note: '43 characters; not shown whole' },
    ]);
    expect(JSON.stringify(layerOf(RFC).fields())).not.toContain('dBjftJeZ');
    expect(layerOf(RFC).problems).toEqual([]);
  });

  it('ties each claim to the characters that it is written with', () => {
    const [, claims] = layerOf(RFC).fields();
    const texts = (claims?.children ?? []).map((field) => written(RFC, field));
    // `"iss":"joe"` are the bytes 1 to 12 of the claims: the characters 1 to 16, of six bits each.
    expect(texts[0]).toBe('yJpc3MiOiJqb2Ui');
    expect(texts.map((text) => text.length)).toEqual([15, 22, 44]);
    expect(RFC.slice(...(claims?.range ?? [0, 0]))).toBe(RFC.split('.')[1]);
  });

  it.each([
    [1300819380 - 900, 'HS256 "joe", expires in 15 min', 'expires in 15 min'],
    [1300819380 - 90_000, 'HS256 "joe", expires in 1 d 1 h', 'expires in 1 d 1 h'],
    [1300819380, 'HS256 "joe", expires now', 'expires now'],
    [1300819380 + 61, 'HS256 "joe", expired 1 min 1 s ago', 'expires 1 min 1 s ago'],
  ])('seen at %i says "%s"', (time, summary, note) => {
    const layer = layerOf(RFC, time);
    expect(layer.summary).toBe(summary);
    const exp = layer.fields()[1]?.children?.[1];
    expect(exp?.note).toBe(`${note}, seen from this message; sent as 1300819380`);
  });

  it.each([
    ['nbf', 1516239022, '2018-01-18T01:30:22Z'],
    ['iat', 1516239022.5, '2018-01-18T01:30:22.500Z'],
    ['auth_time', 0, '1970-01-01T00:00:00Z'],
    ['updated_at', -1, '1969-12-31T23:59:59Z'],
  ])('has %s in words', (name, seconds, value) => {
    const layer = layerOf(token({ [name]: seconds }));
    expect(layer.fields()[1]?.children).toMatchObject([{ name, value }]);
    expect(layer.problems).toEqual([]);
  });

  it('may be without a signature', () => {
    const text = `${base64url('{"alg":"none"}')}.${base64url('{"sub":"a b"}')}.`;
    expect(layerOf(text).summary).toBe('none "a b"');
    expect(layerOf(text).fields()[2]).toMatchObject({ name: 'signature', value: '' });
  });

  it('may have been signed over something else, which goes on inside', () => {
    const text = `${base64url('{"alg":"ES256"}')}.${base64url('hello')}.c2ln`;
    const chain = openChain({ ...facts, mime: 'application/jose' });
    const input = { message: 0, direction: 'received', time: 0 } as const;
    const [record] = chain.feed({ ...input, payload: Payload.ofText(text) });
    expect(record?.layers.map((layer) => layer.summary)).toEqual(['ES256', 'hello']);
  });

  it('may be inside another protocol', () => {
    const chain = openChain({ transport: 'eventsource', url: 'http://h/' });
    const event = { type: 'token', id: '' };
    const input = { message: 0, direction: 'received', time: 0, event } as const;
    const [record] = chain.feed({ ...input, payload: Payload.ofText(RFC) });
    expect(record?.layers.map((layer) => layer.protocol)).toEqual(['sse', 'jwt']);
  });
});

describe('an encrypted token', () => {
  const text = `${base64url('{"alg":"RSA-OAEP","enc":"A256GCM"}')}.${'k'.repeat(40)}.aXY.Y2lwaGVy.dGFn`;

  it('shows its header, and what is sealed by its beginning', () => {
    const layer = layerOf(text);
    expect(layer.summary).toBe('encrypted, RSA-OAEP A256GCM');
    expect(layer.fields().map(({ name, value }) => [name, value])).toEqual([
      ['header', undefined],
      ['encrypted key', 'kkkkkk…'],
      ['initialization vector', '…'],
      ['ciphertext', 'Y2…'],
      ['tag', 'd…'],
    ]);
  });
});

describe('a faulty token', () => {
  it.each([
    ['a time as text', token({ exp: '2030-01-01' }), 'bad-time'],
    ['a time in milliseconds', token({ iat: 1516239022000 }), 'bad-time'],
    [
      'a claim twice',
      `${base64url('{"alg":"none"}')}.${base64url('{"a":1,"a":2}')}.`,
      'repeated-name',
    ],
    ['a header without algorithm', token({}, { typ: 'JWT' }), 'no-algorithm'],
    ['a signature of a length that base64 has not', `${RFC}a_`, 'bad-base64'],
    ['claims that are no UTF-8', 'eyJhbGciOiJub25lIn0.eyJhIjoi_yJ9.', 'invalid-utf-8'],
    ['a header that is no UTF-8', 'eyJhbGciOiJu_25lIn0.e30.', 'invalid-utf-8'],
    ['cut claims', `${base64url('{"alg":"none"}')}.${base64url('{"a":1')}.`, 'truncated'],
  ])('%s is said', (_, text, kind) => {
    const [problem] = layerOf(text).problems;
    expect(problem?.kind).toBe(kind);
    expect(problem?.offset).toBeLessThanOrEqual(text.length);
  });

  it('says where a claim is the second of its name', () => {
    const header = base64url('{"alg":"none"}');
    const [problem] = layerOf(`${header}.${base64url('{"a":1,"a":2}')}.`).problems;
    // The name is the eighth byte of the claims: in its tenth character.
    expect(problem?.offset).toBe(header.length + 1 + 9);
  });

  it.each([
    ['JSON', '{"error":"expired"}'],
    ['two parts', 'eyJhbGciOiJub25lIn0.e30'],
    ['no header', 'YWJj.e30.c2ln'],
    ['a length that base64 has not', 'eyJhbGciOiJub25lIn0.e30aa.c2ln'],
  ])('%s, although declared, is none and is handed on', (_, text) => {
    expect(unitsOf(text)).toMatchObject([
      { isForeign: true, layer: { inner: { range: [0, text.length] } } },
    ]);
  });
});

describe('a body in parts', () => {
  it('is one token, wherever it is cut', () => {
    for (let cut = 0; cut <= RFC.length; cut += 1) {
      const session = jwt.open(facts);
      const units = [RFC.slice(0, cut), RFC.slice(cut)].flatMap((part, message) => {
        const payload = Payload.ofBytes(encoder.encode(part));
        return session.feed({ message, direction: 'received', time: 0, payload, isPart: true });
      });
      expect(units).toEqual([]);
      const [unit, ...more] = session.end();
      expect(unit?.layer.payload.text).toBe(RFC);
      expect(unit?.layer.fields()).toHaveLength(3);
      expect(more).toEqual([]);
    }
  });
});

describe('any claims', () => {
  it('are shown whole, and damage does no harm', () => {
    const claims = fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.jsonValue(), {
      maxKeys: 5,
    });
    const change = fc.record({ at: fc.nat(), unit: fc.string({ minLength: 1, maxLength: 1 }) });
    fc.assert(
      fc.property(claims, fc.array(change, { maxLength: 3 }), (one, changes) => {
        const text = token(one);
        const names = layerOf(text)
          .fields()[1]
          ?.children?.map(({ name }) => name);
        expect(names?.toSorted()).toEqual(Object.keys(one).toSorted());
        let damaged = text;
        for (const { at, unit } of changes) {
          const place = at % text.length;
          damaged = damaged.slice(0, place) + unit + damaged.slice(place + 1);
        }
        jwt.sniffs(Payload.ofText(damaged), 'sent');
        const layer = layerOf(damaged);
        layer.fields();
        expect(layer.summary.length).toBeLessThanOrEqual(120);
        for (const { offset } of layer.problems) expect(offset).toBeLessThanOrEqual(damaged.length);
      }),
      { numRuns: 500 },
    );
  });
});
