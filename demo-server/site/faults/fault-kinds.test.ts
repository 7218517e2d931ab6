import { describe, expect, test } from 'vitest';
import { FAULT } from '../../faults/fault.ts';
import { EN } from '../words/en.ts';
import { FAULT_GROUPS, type FaultGroup, faultBody, type KindOfFault } from './fault-kinds.ts';

const limits = {
  transport: 'sse',
  path: '/api/events',
  url: 'client=p1',
  times: '3',
  lasts: '1000',
};
const all: [FaultGroup, KindOfFault][] = Object.entries(FAULT_GROUPS).flatMap(([group, kinds]) =>
  kinds.map((kind): [FaultGroup, KindOfFault] => [group as FaultGroup, kind]),
);

describe('the switches of the faults page', () => {
  test.each(all)('%s %j is what the server takes, with and without limits', (group, kind) => {
    const none = { transport: '', path: '', url: '', times: '', lasts: '' };
    expect(FAULT.safeParse(faultBody(kind.kind, group, kind.fields, none)).error).toBeUndefined();
    expect(FAULT.safeParse(faultBody(kind.kind, group, kind.fields, limits)).error).toBeUndefined();
  });

  test('are all that the server knows, and each has words', () => {
    const known = FAULT.options.map(({ shape }) => shape.kind.value).sort();
    expect(all.map(([, { kind }]) => kind).sort()).toEqual(known);
    expect(Object.keys(EN.faults.kinds).sort()).toEqual(known);
  });
});
