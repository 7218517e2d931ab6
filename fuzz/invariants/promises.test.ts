import { describe, expect, it } from 'vitest';
import { Payload } from '../../extension/bytes/payload.ts';
import type {
  Decoder,
  DecoderInput,
  Field,
  Layer,
  Problem,
} from '../../extension/decoders/contract.ts';
import type { Conversation } from '../conversation.ts';
import { checkSources } from './accounting.ts';
import { checkAlone } from './alone.ts';
import { checkLayer, checkSummary } from './layer.ts';
import { checkSplits } from './splits.ts';
import { checkTime } from './time.ts';
import { violationOf } from './violation.ts';

const TEN = new Uint8Array(10);

function kindOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return violationOf(error).kind;
  }
}

function layerWith(fields: readonly Field[], more: Partial<Layer> = {}): Layer {
  const payload = Payload.ofBytes(TEN);
  return { protocol: 'x', summary: '', payload, problems: [], fields: () => fields, ...more };
}

describe('a layer', () => {
  it.each<[string | undefined, readonly Field[]]>([
    [undefined, [{ name: 'a', range: [0, 4], children: [{ name: 'b', range: [1, 4] }] }]],
    ['range', [{ name: 'a', range: [0, 11] }]],
    ['range', [{ name: 'a', range: [4, 3] }]],
    [
      'range',
      [
        { name: 'a', range: [0, 4] },
        { name: 'b', range: [3, 5] },
      ],
    ],
    ['range', [{ name: 'a', range: [0, 4], children: [{ name: 'b', range: [1, 5] }] }]],
    ['size', [{ name: 'x'.repeat(20_000), range: [0, 1] }]],
    ['size', Array.from({ length: 20_000 }, () => ({ name: 'a', range: [0, 0] as const }))],
  ])('breaks the promise of its %s', (kind, fields) => {
    expect(kindOf(() => checkLayer(layerWith(fields)))).toBe(kind);
  });

  it.each<[string, Problem]>([
    ['problem', { kind: 'a', offset: 11, reason: 'Too far.' }],
    ['problem', { kind: 'a', offset: 0, reason: 'No full stop' }],
    ['problem', { kind: 'a', offset: 0, reason: 'Two\nlines.' }],
    ['thrown', { kind: 'decoder-failed', offset: 0, reason: 'It failed.' }],
  ])('has a %s that is none', (kind, problem) => {
    expect(kindOf(() => checkLayer(layerWith([], { problems: [problem] })))).toBe(kind);
  });

  it('says where what is inside lies', () => {
    const inner = { payload: Payload.ofBytes(Uint8Array.of(1)), range: [0, 1] as const };
    expect(kindOf(() => checkLayer(layerWith([], { inner })))).toBe('inner');
  });

  it.each(['a\nb', 'a\u2028b', 'x'.repeat(201)])('has a summary of one short line', (summary) => {
    expect(kindOf(() => checkSummary(layerWith([], { summary })))).toBe('summary');
  });
});

describe('the sources', () => {
  const input: DecoderInput = {
    message: 0,
    direction: 'sent',
    time: 0,
    payload: Payload.ofBytes(TEN),
  };

  it.each([
    [undefined, [[0, 10]]],
    ['bytes-lost', [[0, 9]]],
    [
      'bytes-lost',
      [
        [0, 3],
        [4, 10],
      ],
    ],
    [
      'bytes-twice',
      [
        [0, 5],
        [4, 10],
      ],
    ],
    ['sources', [[0, 11]]],
  ] as const)('break the promise %s', (kind, ranges) => {
    const sources = ranges.map((range) => ({ message: 0, range }));
    expect(kindOf(() => checkSources([input], sources, 'once'))).toBe(kind);
  });

  it('are of messages that were fed', () => {
    const sources = [{ message: 1, range: [0, 10] as const }];
    expect(kindOf(() => checkSources([input], sources, 'once'))).toBe('sources');
  });
});

describe('a decoder', () => {
  const conversation: Conversation = {
    protocol: 'x',
    facts: { transport: 'fetch', url: '' },
    framing: 'parts',
    said: [{ direction: 'sent', isText: true, bytes: TEN }],
  };
  const unitOf = ({ message, direction, time, payload }: DecoderInput) => ({
    sources: [{ message, range: [0, payload.byteLength] as const }],
    direction,
    time,
    layer: layerWith([], { payload }),
  });
  const asItComes: Decoder = {
    protocol: 'x',
    title: 'X',
    specification: '',
    versions: '',
    recognisedBy: '',
    channels: '',
    claims: () => undefined,
    sniffs: () => undefined,
    open: () => ({ feed: (input) => [unitOf(input)], end: () => [] }),
  };

  it('that keeps its promises is not blamed', () => {
    expect(kindOf(() => checkAlone(asItComes, conversation, true))).toBeUndefined();
  });

  it('that throws is', () => {
    const open: Decoder['open'] = () => {
      throw new RangeError('no');
    };
    expect(kindOf(() => checkAlone({ ...asItComes, open }, conversation, true))).toBe('thrown');
  });

  it('that takes a text it says it never takes is', () => {
    const decoder: Decoder = {
      ...asItComes,
      textStarts: '{',
      sniffs: () => ({ by: 'content', reason: 'x' }),
    };
    expect(kindOf(() => checkAlone(decoder, conversation, true))).toBe('recognition');
  });

  it('that has another reading for other pieces is', () => {
    expect(kindOf(() => checkSplits(asItComes, conversation))).toBe('split');
  });

  it('that takes quadratic time is', () => {
    let loops = 0;
    const work = () => {
      const end = performance.now() + 600;
      while (performance.now() < end) loops += 1;
    };
    expect(kindOf(() => checkTime(10, work))).toBe('slow');
    expect(loops).toBeGreaterThan(0);
    expect(kindOf(() => checkTime(100_000, work))).toBeUndefined();
  });
});
