import { beforeEach, expect, test } from 'vitest';
import type { Schema } from '../../schema/schema.ts';
import { LoadedProtos, type ProtoStorage } from './loaded-protos.ts';

const ROOM = { name: 'room.proto', text: 'message Room { optional Seat seat = 1; }' };
const SEAT = { name: 'seat.proto', text: 'message Seat {}' };

let kept: Map<string, string>;
let storage: ProtoStorage;
let used: (Schema | undefined)[];

beforeEach(() => {
  kept = new Map();
  storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
  used = [];
});

const protos = () => new LoadedProtos(storage, (schema) => used.push(schema));

test('files are read together, also those that came before', async () => {
  const loaded = protos();
  await loaded.add([ROOM]);
  expect(loaded.problems.value).toMatchObject([{ file: 'room.proto', line: 1 }]);
  await loaded.add([SEAT]);
  expect(loaded.problems.value).toEqual([]);
  expect(used.at(-1)?.messages.get('Room')?.fields.get(1)?.type.name).toBe('Seat');
});

test('a file that is loaded again takes the place of its older self', async () => {
  const loaded = protos();
  await loaded.add([SEAT]);
  await loaded.add([{ ...SEAT, text: 'message Chair {}' }]);
  expect(used.at(-1)?.messages.has('Seat')).toBe(false);
  expect(used.at(-1)?.messages.has('Chair')).toBe(true);
});

test('they are there again in the next panel, until they are forgotten', async () => {
  await protos().add([SEAT]);
  const next = protos();
  await next.restore();
  expect(next.schema.value?.messages.has('Seat')).toBe(true);
  next.forget();
  expect(used.at(-1)).toBeUndefined();
  const last = protos();
  await last.restore();
  expect(last.files.value).toEqual([]);
});

test.each(['{', '7', '[1, null, {"name": "a"}]'])(
  'what was kept as %s is nothing',
  async (json) => {
    kept.set('proto-files', json);
    const loaded = protos();
    await loaded.restore();
    expect(loaded.files.value).toEqual([]);
  },
);

test('what is too large to keep is used all the same, and said', async () => {
  storage = {
    ...storage,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  const loaded = protos();
  await loaded.add([SEAT]);
  expect(loaded.schema.value?.messages.has('Seat')).toBe(true);
  expect(loaded.problems.value.map(({ reason }) => reason)).toEqual([
    'The files are too large to be kept: load them again in the next panel.',
  ]);
});
