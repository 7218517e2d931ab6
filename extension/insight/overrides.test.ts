import { beforeEach, expect, test } from 'vitest';
import type { CaptureEvent } from '../contract/capture.ts';
import { Journal } from '../journal/journal.ts';
import { Chosen } from './chosen.ts';
import { Derivation } from './derivation.ts';

const NOW = 1795160000000;
const FRAME = 'SEND\ndestination:/topic/a\n\n{"a":1}\0';

let journal: Journal;
let derivation: Derivation;

beforeEach(() => {
  journal = new Journal();
  derivation = new Derivation(journal);
});

/** A WebSocket that says some texts; those of one test have positions from 0 on. */
function talk(connection: string, url: string, ...texts: readonly string[]): void {
  const about = { transport: 'websocket', openedAt: NOW, witness: 'page' } as const;
  journal.take({ kind: 'seen', connection, url, ...about });
  journal.take({ kind: 'changed', connection, change: { state: 'open' } });
  for (const [position, text] of texts.entries()) journal.take(said(connection, position, text));
}

const said = (connection: string, position: number, text: string): CaptureEvent => ({
  kind: 'message',
  connection,
  position,
  time: NOW + position,
  direction: 'sent',
  type: 'text',
  size: text.length,
  content: { kind: 'text', text },
});

/** What each record of a connection is read as, from the outside in. */
function readings(connection: string): readonly string[] {
  derivation.advance(NOW + 1000);
  return derivation.records.all
    .filter((record) => record.connection === connection)
    .map(({ layers }) => layers.map(({ protocol }) => protocol).join(' > '));
}

const reasons = (connection: string) => derivation.connectionInsight(connection).decoder;

test('what a person chooses is read anew, also what was read before', () => {
  talk('c1', 'ws://h/a', FRAME, '{"b":2}');
  expect(readings('c1')).toEqual(['stomp > json', 'stomp > json']);
  derivation.override({ scope: 'connection', connection: 'c1' }, 'text');
  expect(readings('c1')).toEqual(['text', 'text']);
  expect(reasons('c1')).toMatchObject({ protocol: 'text', recognition: { by: 'person' } });
  expect(derivation.connectionInsight('c1').override).toEqual({
    protocol: 'text',
    scope: 'connection',
  });
});

test('what is taken back is recognised again', () => {
  talk('c1', 'ws://h/a', FRAME);
  derivation.override({ scope: 'connection', connection: 'c1' }, 'text');
  expect(readings('c1')).toEqual(['text']);
  derivation.override({ scope: 'connection', connection: 'c1' }, undefined);
  expect(readings('c1')).toEqual(['stomp > json']);
  expect(derivation.connectionInsight('c1').override).toBeUndefined();
});

test('a channel that only the wrong reading had is gone', () => {
  talk('c1', 'ws://h/a', FRAME);
  readings('c1');
  expect(derivation.channels.size).toBe(1);
  derivation.override({ scope: 'connection', connection: 'c1' }, 'text');
  readings('c1');
  expect(derivation.channels.size).toBe(0);
});

test('what holds for an address holds for those to come, whatever their query', () => {
  talk('c1', 'ws://h/a?token=1', FRAME);
  talk('c2', 'ws://h/b', FRAME);
  derivation.override({ scope: 'address', url: 'ws://h/a?token=1' }, 'text');
  talk('c3', 'ws://h/a?token=2', FRAME);
  expect(readings('c1')).toEqual(['text']);
  expect(readings('c2')).toEqual(['stomp > json']);
  expect(readings('c3')).toEqual(['text']);
});

test('what holds for an address outlasts a clear', () => {
  talk('c1', 'ws://h/a', FRAME);
  derivation.override({ scope: 'address', url: 'ws://h/a' }, 'text');
  journal.clear();
  talk('c2', 'ws://h/a', FRAME);
  expect(readings('c2')).toEqual(['text']);
});

test('what holds for a connection goes with it', () => {
  const overrides = new Chosen<string>();
  for (const id of ['c1', 'c2']) overrides.setConnection({ id, url: 'ws://h/a' }, 'text');
  overrides.forgetAllBut(new Set(['c2']));
  const chosen = ['c1', 'c2'].map((id) => overrides.of({ id, url: 'ws://h/a' })?.value);
  expect(chosen).toEqual([undefined, 'text']);
});

test('a connection that is over is read anew as well', () => {
  talk('c1', 'ws://h/a', FRAME);
  journal.take({ kind: 'changed', connection: 'c1', change: { state: 'closed', closedAt: NOW } });
  expect(readings('c1')).toEqual(['stomp > json']);
  derivation.override({ scope: 'connection', connection: 'c1' }, 'text');
  expect(readings('c1')).toEqual(['text']);
});

test('a connection may be automatic although its address is not', () => {
  const overrides = new Chosen<string>();
  const connection = { id: 'c1', url: 'ws://h/a?x' };
  overrides.setAddress('ws://h/a', 'text');
  expect(overrides.of(connection)).toEqual({ value: 'text', scope: 'address' });
  overrides.setConnection(connection, 'json');
  expect(overrides.of(connection)).toEqual({ value: 'json', scope: 'connection' });
  overrides.setConnection(connection, undefined);
  expect(overrides.of(connection)).toBeUndefined();
  overrides.setAddress('ws://h/a', undefined);
  expect(overrides.of(connection)).toBeUndefined();
});

test('a choice for an address counts for connections chosen one by one before', () => {
  talk('c1', 'ws://h/a', FRAME);
  derivation.override({ scope: 'connection', connection: 'c1' }, 'json');
  derivation.override({ scope: 'address', url: 'ws://h/a' }, 'text');
  expect(readings('c1')).toEqual(['text']);
});

test('a protocol that nobody knows leaves recognition as it is', () => {
  talk('c1', 'ws://h/a', FRAME);
  derivation.override({ scope: 'connection', connection: 'c1' }, 'of-tomorrow');
  expect(readings('c1')).toEqual(['stomp > json']);
});
