import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operationName } from './operation-name.ts';

describe('an operation', () => {
  it.each([
    ['subscription Ticks { ticks }', 'Ticks'],
    ['query Q($a: Int = 1) @x(y: "query Z") { a }', 'Q'],
    ['mutation\n  Add{add}', 'Add'],
    ['# query No\n,,query Yes{a}', 'Yes'],
    ['subscription { ticks }', 'subscription { ticks }'],
    ['subscription($s: ID!) { price: quote(id: $s) { bid } }', 'subscription { quote }'],
    ['{ me { name } }', 'query { me }'],
    ['fragment F on T { query subscription { x } } query Real { ...F }', 'Real'],
    ['fragment query on T { a } subscription S { b }', 'S'],
    ['"""a query Doc""" query Q { a }', 'Q'],
    ['query', 'query'],
    ['{', 'query'],
    ['\uFEFFquery B { a }', 'B'],
  ])('of %j is called %j', (document, name) => {
    expect(operationName(document)).toBe(name);
  });

  it.each(['', 'fragment F on T { query }', 'type Query', '}{ x }x', '"query Q"'])(
    'is not there in %j',
    (document) => {
      expect([undefined, 'query { x }']).toContain(operationName(document));
    },
  );

  it('is looked for in any text without failing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('query', '{', '}', '"', '"""', '\\', '#', '\n', 'A', ':', ' ')),
        (parts) => {
          expect(['string', 'undefined']).toContain(typeof operationName(parts.join('')));
        },
      ),
    );
  });

  it('takes linear time for quotes that never close', () => {
    const started = performance.now();
    operationName('"""'.repeat(100_000));
    operationName(`"${'\\"'.repeat(100_000)}`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
