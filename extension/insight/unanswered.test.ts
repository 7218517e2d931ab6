import { expect, it } from 'vitest';
import { Journal } from '../journal/journal.ts';
import { Derivation } from './derivation.ts';

it('a request counts as held by time alone, until it is answered', () => {
  const journal = new Journal();
  const derivation = new Derivation(journal);
  const at = 1_000_000;
  const url = 'http://page.test/wait';
  journal.take({
    kind: 'seen',
    connection: 'c1',
    transport: 'fetch',
    url,
    openedAt: at,
    witness: 'page',
  });
  journal.take({ kind: 'changed', connection: 'c1', change: { state: 'connecting' } });
  derivation.advance(at + 999);
  expect(derivation.held).toBe(0);
  derivation.advance(at + 1_000);
  expect(derivation.held).toBe(1);
  expect(derivation.connectionInsight('c1').holdingSince).toBe(at);
  journal.take({
    kind: 'changed',
    connection: 'c1',
    change: { state: 'open', respondedAt: at + 1_500 },
  });
  derivation.advance(at + 2_000);
  expect(derivation.held).toBe(0);
});
