import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JournalRecord } from './record.ts';
import { GrowingRecordList } from './record-list.ts';

const record = (number: number, time: number, connection = 'c1'): JournalRecord => ({
  number,
  connection,
  time,
  channelId: undefined,
  sources: [{ message: number, range: [0, 1] }],
  direction: 'received',
  layers: [],
  isHeartbeat: false,
  recognitions: [],
});

test('says from which place on it changed since a revision', () => {
  const list = new GrowingRecordList();
  list.add([record(0, 10), record(1, 20)]);
  const first = list.revision;
  list.add([record(2, 30)]);
  const second = list.revision;
  expect(list.changedSince(first)).toBe(2);
  list.add([record(3, 15), record(4, 40)]);
  expect(list.changedSince(second)).toBe(1);
  expect(list.changedSince(list.revision)).toBe(5);
  expect(list.all.map(({ number }) => number)).toEqual([0, 3, 1, 2, 4]);
});

test('keeps places when records leave at the front', () => {
  const list = new GrowingRecordList();
  list.add([record(0, 1), record(1, 2), record(2, 3)]);
  const before = list.revision;
  list.dropBefore(2);
  expect([list.dropped, list.all.length]).toEqual([2, 1]);
  expect(list.changedSince(before)).toBe(3);
  list.touch(new Set(['c1']));
  expect(list.changedSince(before)).toBe(2);
});

test('forgets old revisions, and then everything may have changed', () => {
  const list = new GrowingRecordList();
  for (let number = 0; number < 1000; number += 1) list.add([record(number, number)]);
  expect(list.changedSince(0)).toBe(0);
  expect(list.changedSince(list.revision - 10)).toBe(990);
});

test('whoever follows the changes sees the list as it is', () => {
  const step = fc.oneof(
    fc.record({ add: fc.array(fc.tuple(fc.nat(50), fc.nat(3)), { maxLength: 6 }) }),
    fc.record({ remove: fc.nat(3) }),
    fc.record({ drop: fc.nat(30) }),
    fc.record({ touch: fc.nat(3) }),
    fc.constant({ look: true }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const list = new GrowingRecordList();
      let copy: JournalRecord[] = [];
      let start = 0;
      let seen = 0;
      let number = 0;
      const look = () => {
        copy = copy.slice(Math.max(0, list.dropped - start));
        start = list.dropped;
        const from = Math.max(0, list.changedSince(seen) - start);
        copy = [...copy.slice(0, from), ...list.all.slice(from)];
        seen = list.revision;
        expect(copy).toEqual(list.all);
      };
      const touch = (connection: string) => {
        const index = list.all.findIndex((record) => record.connection === connection);
        const before = list.revision;
        list.touch(new Set([connection]));
        const place = list.dropped + (index === -1 ? list.all.length : index);
        expect(list.changedSince(before)).toBe(place);
      };
      for (const one of steps) {
        if ('add' in one) {
          list.add(one.add.map(([time, id]) => record(number++, time, `c${id}`)));
        } else if ('remove' in one) list.remove(new Set([`c${one.remove}`]));
        else if ('drop' in one) list.dropBefore(one.drop);
        else if ('touch' in one) touch(`c${one.touch}`);
        else look();
        const times = list.all.map(({ time }) => time);
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }
      look();
    }),
  );
});
