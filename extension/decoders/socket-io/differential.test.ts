import fc from 'fast-check';
import { Decoder, Encoder, PacketType } from 'socket.io-parser';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { damaged } from '../damage.fixture.ts';
import { namespaceOf, readPacket, TYPES } from './packet.ts';
import { whole } from './sessions.fixture.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What both can tell of a packet: type, namespace, id, data. */
type Told = readonly [type: string, namespace: string, id: number | undefined, data: unknown];

function theirs(text: string): Told | string {
  const found: Told[] = [];
  const reader = new Decoder();
  reader.on('decoded', ({ type, nsp, id, data }) =>
    found.push([PacketType[type] ?? '', nsp, id, data]),
  );
  try {
    reader.add(text);
    return found[0] ?? 'waits for attachments';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    reader.destroy();
  }
}

function ours(text: string): Told | undefined {
  const bytes = encoder.encode(text);
  const packet = readPacket(Payload.ofBytes(bytes));
  if (!packet) return undefined;
  const part = decoder.decode(bytes.subarray(...packet.data));
  const id = packet.id && Number(packet.id.text);
  return [packet.type, namespaceOf(packet) || '/', id, part === '' ? undefined : JSON.parse(part)];
}

const data = fc.jsonValue({ maxDepth: 2 });
const event = fc.tuple(
  fc.stringMatching(/^[a-z]{1,6}$/).filter((name) => !/^(dis)?connect(ing|_error)?$/.test(name)),
  data,
);
const namespace = fc.constantFrom('/', '/admin', '/a/b');
const packet = fc.oneof(
  fc.record(
    { type: fc.constant(PacketType.EVENT), nsp: namespace, id: fc.nat(), data: event },
    { requiredKeys: ['type', 'nsp', 'data'] },
  ),
  fc.record({
    type: fc.constant(PacketType.ACK),
    nsp: namespace,
    id: fc.nat(),
    data: fc.array(data, { maxLength: 3 }),
  }),
  fc.record({
    type: fc.constantFrom(PacketType.CONNECT, PacketType.CONNECT_ERROR),
    nsp: namespace,
    data: fc.dictionary(fc.string(), data, { maxKeys: 2 }),
  }),
  fc.record({ type: fc.constant(PacketType.DISCONNECT), nsp: namespace }),
);
const wire = packet.map((one) => String(new Encoder().encode(one)[0]));

describe('beside socket.io-parser 4', () => {
  it('knows the same types', () => {
    expect(TYPES.map((type, code) => PacketType[code] === type)).toEqual(TYPES.map(() => true));
  });

  it('says the same of every packet', () => {
    fc.assert(
      fc.property(wire, (text) => {
        expect(ours(text)).toEqual(theirs(text));
        expect(whole(['sent', text])[0]?.layer.problems.filter(isFault)).toEqual([]);
      }),
      { numRuns: 2000, seed: 5 },
    );
  });

  /** Nothing was said before, so an acknowledgement answers nothing; JSON allows names twice. */
  function isFault({ kind }: { readonly kind: string }): boolean {
    return !['unexpected-ack', 'unknown-ack', 'repeated-name'].includes(kind);
  }

  it('refuses every damaged packet that the library refuses', () => {
    let refused = 0;
    fc.assert(
      fc.property(damaged(wire.map((text) => encoder.encode(text))), (bytes) => {
        const text = decoder.decode(bytes);
        const their = theirs(text);
        if (typeof their !== 'string' || their === 'waits for attachments') return;
        const units = whole(['sent', text]);
        const isRefused = units.some(
          ({ isForeign, layer }) => isForeign || layer.problems.length > 0,
        );
        expect([isRefused, their, text]).toEqual([true, their, text]);
        refused += 1;
      }),
      { numRuns: 5000, seed: 5 },
    );
    expect(refused).toBeGreaterThan(500);
  });
});
