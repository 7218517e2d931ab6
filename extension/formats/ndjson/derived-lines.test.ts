import { expect, test } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Field } from '../../decoders/contract.ts';
import { DerivedRecord } from '../../insight/record.ts';
import { recordLine } from './derived-lines.ts';
import { FACTS, message, parsed, seen, written } from './recording.fixture.ts';

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

test.each([
  [
    'messagepack',
    '95 cb7ff0000000000000 cbfff0000000000000 cb7ff8000000000000 cb8000000000000000 cfffffffffffffffff',
  ],
  ['cbor', '85 f97c00 f9fc00 f97e00 f98000 1bffffffffffffffff'],
])('what JSON cannot say of %s numbers is text, and nothing is lost', (protocol, digits) => {
  const pairs = digits.match(/[0-9a-f]{2}/g) ?? [];
  const bytes = Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
  const lines = written(
    [seen('c1'), message('c1', 0, { kind: 'binary', bytes })],
    FACTS,
    (derivation) => derivation.override({ scope: 'connection', connection: 'c1' }, protocol),
  );
  const values = parsed(lines).flatMap((line) =>
    line.kind === 'record' ? (line.layers[0]?.fields ?? []).map(({ value }) => value) : [],
  );
  expect(values).toEqual(['Infinity', '-Infinity', 'NaN', '-0', '18446744073709551615']);
});
