import { expect, test } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Field } from '../../decoders/contract.ts';
import { DerivedRecord } from '../../insight/record.ts';
import { recordLine } from './derived-lines.ts';

test('what a layer put together from earlier records is left out of each record', () => {
  const gathered: Field = { name: 'so far', value: 'ab', range: [0, 0], isGathered: true };
  const own: Field = { name: 'delta', range: [0, 1], children: [gathered] };
  const layer = {
    protocol: 'x',
    summary: '',
    payload: Payload.ofText('b'),
    problems: [],
    fields: () => [own, gathered],
  };
  const record = new DerivedRecord(
    0,
    { connection: 'c1', loop: undefined, session: undefined },
    {
      sources: [],
      direction: 'received',
      time: 0,
      layers: [layer],
      isHeartbeat: false,
      recognitions: [{ by: 'content', reason: 'x' }],
    },
  );
  const [line] = recordLine(record, new Map(), () => undefined).layers;
  expect(line?.fields).toEqual([{ name: 'delta', range: [0, 1], children: [] }]);
});
