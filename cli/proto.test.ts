import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Derivation } from '../extension/insight/derivation.ts';
import { Journal } from '../extension/journal/journal.ts';
import { Failure } from './failure.ts';
import { applyTypes, loadSchema } from './proto.ts';

const ROOM = 'syntax = "proto3"; package chat; message Room { string name = 1; }';
const JOIN =
  'syntax = "proto3"; package chat; import "room.proto"; message Join { Room room = 2; }';
/** `{room: {name: "a"}}` */
const MESSAGE = Uint8Array.of(0x12, 0x03, 0x0a, 0x01, 0x61);

let folder: string;
let journal: Journal;
let derivation: Derivation;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proto-'));
  journal = new Journal();
  derivation = new Derivation(journal);
  for (const [connection, url] of [
    ['c1', 'ws://h/a?x=1'],
    ['c2', 'ws://h/b'],
  ] as const) {
    const about = { transport: 'websocket', openedAt: 0, witness: 'page' } as const;
    journal.take({ kind: 'seen', connection, url, ...about });
    for (const [position, direction] of (['sent', 'received'] as const).entries()) {
      const content = { kind: 'binary', bytes: MESSAGE } as const;
      const size = MESSAGE.length;
      const message = { kind: 'message', connection, position, time: position } as const;
      journal.take({ ...message, direction, type: 'binary', size, content });
    }
  }
});

afterEach(() => rm(folder, { recursive: true }));

async function files(texts: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const paths = Object.keys(texts).map((name) => join(folder, name));
  await Promise.all(paths.map((path, at) => writeFile(path, Object.values(texts)[at] ?? '')));
  return paths;
}

const summaries = () => {
  derivation.advance(1000);
  const told = derivation.records.all.map(
    ({ connection, direction, layers }) => `${connection} ${direction} ${layers[0]?.summary}`,
  );
  return told.toSorted();
};

test('names come from files that import one another', async () => {
  const schema = await loadSchema(await files({ 'join.proto': JOIN, 'room.proto': ROOM }));
  derivation.useSchema(schema);
  applyTypes(['chat.Join'], schema, journal, derivation);
  expect(summaries()).toEqual([
    'c1 received Join {room: {…}}',
    'c1 sent Join {room: {…}}',
    'c2 received Join {room: {…}}',
    'c2 sent Join {room: {…}}',
  ]);
});

test('a direction, a URL and an id may be meant', async () => {
  const schema = await loadSchema(await files({ 'room.proto': ROOM }));
  derivation.useSchema(schema);
  applyTypes(['ws://h/a?x=7=sent:chat.Room', 'c2=received:chat.Room'], schema, journal, derivation);
  const typed = summaries().filter((summary) => summary.includes(' Room '));
  expect(typed).toEqual(['c1 sent Room {2: ?}', 'c2 received Room {2: ?}']);
});

test('a direction leaves what the log says of the other', async () => {
  const schema = await loadSchema(await files({ 'room.proto': ROOM }));
  derivation.chooseMessages({ scope: 'connection', connection: 'c1' }, { received: 'chat.Room' });
  derivation.useSchema(schema);
  applyTypes(['c1=sent:chat.Room'], schema, journal, derivation);
  const typed = summaries().filter((summary) => summary.includes(' Room '));
  expect(typed).toEqual(['c1 received Room {2: ?}', 'c1 sent Room {2: ?}']);
});

test.each([
  ['chat.Rom', /There are: chat\.Room\.$/],
  ['c9=chat.Room', /no connection of the log has the id or URL c9/],
])('%s is refused', async (type, said) => {
  const schema = await loadSchema(await files({ 'room.proto': ROOM }));
  expect(() => applyTypes([type], schema, journal, derivation)).toThrow(said);
});

test('what is wrong in a file is said, and the rest is used', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const [path = ''] = await files({ 'join.proto': JOIN });
  const schema = await loadSchema([path]);
  expect(schema.messages.get('chat.Join')?.fields.size).toBe(0);
  expect(said.mock.calls.join('')).toBe(
    `pushscope: ${path}, line 1: chat.Join.room needs the type Room, which no loaded file defines. Load the imported room.proto as well.\n`,
  );
  said.mockRestore();
});

test('a file that is not there, or without messages, is a failure', async () => {
  await expect(loadSchema([join(folder, 'none.proto')])).rejects.toThrow(Failure);
  await expect(loadSchema(await files({ 'empty.proto': '' }))).rejects.toThrow(/no message/);
});
