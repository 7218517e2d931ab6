import { expect, test } from 'vitest';
import type { LogLine } from './lines.ts';
import { FACTS, fits, message, parsed, rewritten, seen, written } from './recording.fixture.ts';

const EVENTS = [seen('c1', { url: 'ws://h/a' }), message('c1', 0, { kind: 'text', text: '[1]' })];

const protocols = (lines: readonly LogLine[]) =>
  lines.flatMap((line) => (line.kind === 'record' ? line.layers.map((one) => one.protocol) : []));

test('a log says what a person chose, and is derived again by it', async () => {
  const lines = written(EVENTS, FACTS, (derivation) =>
    derivation.override({ scope: 'address', url: 'ws://h/a' }, 'text'),
  );
  const connection = parsed(lines).find(({ kind }) => kind === 'connection');
  expect(connection).toMatchObject({ id: 'c1', readAs: 'text' });
  expect(fits(connection)).toBe(true);
  expect(protocols(parsed(lines))).toEqual(['text']);
  expect(await rewritten(lines)).toEqual(lines);
});

test('without a choice the log says nothing of it', () => {
  const lines = parsed(written(EVENTS));
  expect(lines.find(({ kind }) => kind === 'connection')).not.toHaveProperty('readAs');
  expect(protocols(lines)).toEqual(['json']);
});

test('a protocol that is not known here is kept for who knows it', async () => {
  const lines = written(EVENTS, FACTS, (derivation) =>
    derivation.override({ scope: 'connection', connection: 'c1' }, 'of-tomorrow'),
  );
  expect(await rewritten(lines)).toEqual(lines);
});
