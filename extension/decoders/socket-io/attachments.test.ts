import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../contract/limits.ts';
import type { Field } from '../contract.ts';
import { socketIo } from './decoder.ts';
import { fieldsOf, payloadOf, type Said, told, whole } from './sessions.fixture.ts';

const ONE = '51-["baz",{"_placeholder":true,"num":0}]';
const TWO = '52-/admin,["baz",{"_placeholder":true,"num":0},{"a":[{"_placeholder":true,"num":1}]}]';

function sources(messages: readonly Said[]) {
  return whole(...messages).map((unit) => unit.sources.map(({ message }) => message));
}

describe('attachments', () => {
  it('make one unit with their packet', () => {
    const [unit, ...more] = whole(['received', ONE], ['received', [1, 2, 3, 4]]);
    expect(more).toEqual([]);
    expect(unit && told(unit)).toEqual([
      'BINARY_EVENT baz, 1 attachment',
      '["baz",{"_placeholder":true,"num":0}]',
    ]);
    expect(unit?.sources).toEqual([
      { message: 0, range: [0, 40] },
      { message: 1, range: [0, 4] },
    ]);
    expect(unit?.time).toBe(10);
    expect([...(unit?.layer.payload.bytes.subarray(40) ?? [])]).toEqual([1, 2, 3, 4]);
  });

  it('are fields behind the data, and named in their places', () => {
    const [unit] = whole(['received', TWO], ['received', [65]], ['received', [66, 67]]);
    expect(unit?.channel?.name).toBe('/admin');
    expect(fieldsOf(unit)).toEqual([
      ['type', 'BINARY_EVENT', '5'],
      ['attachments', 2, '2'],
      ['namespace', '/admin', '/admin'],
      ['event', 'baz', '"baz"'],
      ['argument 0', undefined, '{"_placeholder":true,"num":0}'],
      ['argument 1', undefined, '{"a":[{"_placeholder":true,"num":1}]}'],
      ['attachment 0', 1, 'A'],
      ['attachment 1', 2, 'BC'],
    ]);
    expect(notesIn(unit?.layer.fields() ?? [])).toEqual(['attachment 0', 'attachment 1']);
  });

  function notesIn(fields: readonly Field[]): readonly string[] {
    return fields.flatMap(({ note = '', children = [] }) => [
      ...(note.startsWith('attachment ') ? [note] : []),
      ...notesIn(children),
    ]);
  }

  it('of one direction do not wait for the other', () => {
    const said: readonly Said[] = [
      ['sent', ONE],
      ['received', '2["x"]'],
      ['received', ONE],
      ['sent', [1]],
      ['received', [2]],
    ];
    expect(sources(said)).toEqual([[1], [0, 3], [2, 4]]);
  });

  it.each([
    ['[{"_placeholder":true,"num":1}]', 1, ['bad-placeholder', 'unused-attachment']],
    ['["a",{"_placeholder":true,"num":-1}]', 1, ['bad-placeholder', 'unused-attachment']],
    ['["a",{"_placeholder":true,"num":"0"}]', 1, ['bad-placeholder', 'unused-attachment']],
    ['["a",{"_placeholder":true}]', 1, ['bad-placeholder', 'unused-attachment']],
    ['["a"]', 1, ['unused-attachment']],
    ['["a",{"num":0,"_placeholder":true},{"_placeholder":true,"num":0}]', 1, []],
    ['["a",{"_placeholder":true,"num":1},{"_placeholder":true,"num":0}]', 2, []],
    ['["a",{"_placeholder":false,"num":7},{"_placeholder":true,"num":0}]', 1, []],
  ])('whose places are %s', (data, count, kinds) => {
    const binary = Array.from({ length: count }, (): Said => ['sent', [1]]);
    const [unit] = whole(['sent', `5${count}-${data.replace('[{', '["a",{')}`], ...binary);
    expect(unit?.layer.problems.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('that do not come leave the packet incomplete', () => {
    const cutOff = whole(['sent', TWO], ['sent', [1]], ['sent', '2["next"]'], ['sent', [2]]);
    expect(
      cutOff.map(({ layer }) => [layer.summary, ...layer.problems.map(({ kind }) => kind)]),
    ).toEqual([
      ['BINARY_EVENT baz, 1 attachment', 'missing-attachments'],
      ['EVENT next'],
      ['not a Socket.IO packet', 'unexpected-attachment'],
    ]);
    expect(cutOff[0]?.layer.problems[0]?.reason).toBe(
      '1 of 2 attachments came, and then another packet.',
    );
    const [ended] = whole(['sent', ONE]);
    expect(ended?.layer.problems[0]?.reason).toBe(
      '0 of 1 attachments came before the connection ended.',
    );
  });

  it('are not held beyond the limit, whatever number was announced', () => {
    const session = socketIo.open({ transport: 'websocket', url: '' });
    const packet = payloadOf('599999999999999999999-["x"]');
    const big = payloadOf(Array(LIMITS.decoderPending / 4).fill(0));
    const units = [packet, big, big, big, big].flatMap((payload, message) =>
      session.feed({ message, direction: 'sent', time: 0, payload }),
    );
    expect(units.map(({ sources: from }) => from.length)).toEqual([5]);
    expect(units[0]?.layer.problems.map(({ kind }) => kind)).toContain('missing-attachments');
    expect(session.end()).toEqual([]);
  });
});

describe('any packets', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 6 })
    .map((text) => `e${text}`);
  const binary = fc.uint8Array({ minLength: 1, maxLength: 6 });
  const argument = fc.oneof(fc.jsonValue({ maxDepth: 2 }), binary);
  const namespace = fc.constantFrom('/', '/admin', '/é/x');
  const id = fc.option(fc.nat(), { nil: undefined });
  const packet = fc.record({ name, namespace, id, list: fc.array(argument, { maxLength: 4 }) });
  type Packet = typeof packet extends fc.Arbitrary<infer T> ? T : never;

  /** As the protocol writes it: the text, and its attachments. */
  function write({ name: event, namespace: space, id: ack, list }: Packet): readonly Said[] {
    const attachments = list.filter((one) => one instanceof Uint8Array);
    const places = list.map((one) =>
      one instanceof Uint8Array ? { _placeholder: true, num: attachments.indexOf(one) } : one,
    );
    const type = attachments.length > 0 ? `5${attachments.length}-` : '2';
    const head = `${type}${space === '/' ? '' : `${space},`}${ack ?? ''}`;
    return [
      ['sent', `${head}${JSON.stringify([event, ...places])}`],
      ...attachments.map((bytes): Said => ['sent', [...bytes]]),
    ];
  }

  it('say what was written', () => {
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 4 }), (packets) => {
        const units = whole(...packets.flatMap(write));
        expect(units.map(({ channel }) => channel?.name)).toEqual(
          packets.map((one) => one.namespace),
        );
        const read = units.map(({ layer }) => {
          const value = (field: string) => layer.fields().find((one) => one.name === field)?.value;
          return [value('event'), value('id')];
        });
        expect(read).toEqual(packets.map((one) => [one.name, one.id]));
        expect(units.flatMap(({ layer }) => layer.problems)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('may be damaged: nothing throws, no message is lost, every offset is inside', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(127)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(packet, { minLength: 1, maxLength: 3 }), damage, (packets, hits) => {
        const said = packets.flatMap(write).map((one) => damaged(one, hits));
        const units = whole(...said);
        const seen = units.flatMap(({ sources: from }) => from.map(({ message }) => message));
        expect(seen.toSorted((a, b) => a - b)).toEqual(said.map((_, index) => index));
        for (const { layer } of units) {
          layer.fields();
          for (const { offset } of layer.problems) {
            expect(offset).toBeGreaterThanOrEqual(0);
            expect(offset).toBeLessThanOrEqual(layer.payload.byteLength);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  function damaged([direction, content]: Said, hits: readonly (readonly [number, number])[]): Said {
    if (typeof content !== 'string') return [direction, content];
    const letters = [...content];
    for (const [place, code] of hits) letters[place % letters.length] = String.fromCharCode(code);
    return [direction, letters.join('')];
  }
});
