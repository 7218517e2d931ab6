import fc from 'fast-check';
import { deserializeFrame, Flags, type Frame, FrameTypes, serializeFrame } from 'rsocket-core';
import { describe, expect, it } from 'vitest';
import type { Field } from '../contract.ts';
import { flat, Socket } from './frames.fixture.ts';

const streamId = fc.integer({ min: 1, max: 0x7fff_ffff });
const requestN = fc.integer({ min: 1, max: 0x7fff_ffff });
const blob = fc.uint8Array({ minLength: 1, maxLength: 12 }).map((bytes) => Buffer.from(bytes));
const metadata = fc.option(blob);

function withMetadata<T extends object>(
  fields: fc.Arbitrary<T>,
  flags: number,
): fc.Arbitrary<T & { flags: number; data: Buffer; metadata: Buffer | null }> {
  return fc.tuple(fields, blob, metadata).map(([rest, data, meta]) => ({
    ...rest,
    data,
    metadata: meta,
    flags: flags | (meta ? Flags.METADATA : 0),
  }));
}

const frame: fc.Arbitrary<Frame> = fc.oneof(
  withMetadata(fc.record({ type: fc.constant(FrameTypes.REQUEST_RESPONSE as const), streamId }), 0),
  withMetadata(fc.record({ type: fc.constant(FrameTypes.REQUEST_FNF as const), streamId }), 0),
  withMetadata(
    fc.record({ type: fc.constant(FrameTypes.REQUEST_STREAM as const), streamId, requestN }),
    0,
  ),
  withMetadata(
    fc.record({ type: fc.constant(FrameTypes.REQUEST_CHANNEL as const), streamId, requestN }),
    Flags.COMPLETE,
  ),
  withMetadata(fc.record({ type: fc.constant(FrameTypes.PAYLOAD as const), streamId }), Flags.NEXT),
  fc.record({
    type: fc.constant(FrameTypes.REQUEST_N as const),
    flags: fc.constant(0),
    streamId,
    requestN,
  }),
  fc.record({ type: fc.constant(FrameTypes.CANCEL as const), flags: fc.constant(0), streamId }),
  fc.record({
    type: fc.constant(FrameTypes.ERROR as const),
    flags: fc.constant(0),
    streamId,
    code: fc.constantFrom(0x201, 0x202, 0x203, 0x204),
    message: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  }),
  fc.record({
    type: fc.constant(FrameTypes.KEEPALIVE as const),
    flags: fc.constantFrom(0, Flags.RESPOND),
    streamId: fc.constant(0 as const),
    lastReceivedPosition: fc.nat(),
    data: blob,
  }),
);

/** Type, stream, flags and what else both can tell of a frame. */
function theirs(bytes: Buffer): readonly unknown[] {
  const one = deserializeFrame(bytes);
  return [
    FrameTypes[one.type],
    one.streamId,
    'requestN' in one ? one.requestN : undefined,
    'code' in one ? [one.code, one.message] : undefined,
    'lastReceivedPosition' in one ? BigInt(one.lastReceivedPosition) : undefined,
    'metadata' in one && one.metadata ? one.metadata.toString('hex') : undefined,
    'data' in one && one.data ? one.data.toString('hex') : undefined,
  ];
}

function ours(bytes: Buffer): readonly unknown[] {
  const [unit] = Socket.after().feed('sent', bytes);
  const fields = flat(unit?.layer.fields() ?? []);
  const part = (name: string) => fields.find((field) => field.name === name);
  const hexOf = (field: Field | undefined) =>
    field && Buffer.from(bytes.subarray(...field.range)).toString('hex');
  const text = part('error data');
  const position = part('last received position')?.value;
  return [
    unit?.layer.summary.split(/[ ,]/)[0],
    numberAt(bytes, 0),
    part('initial request n')?.value ?? part('request n')?.value,
    text && [numberAt(bytes, part('error code')?.range[0] ?? 0), text.value],
    position === undefined ? undefined : BigInt(String(position)),
    hexOf(part('metadata')),
    hexOf(part('data')),
  ];
}

function numberAt(bytes: Buffer, at: number): number {
  return bytes.readUInt32BE(at) & 0x7fff_ffff;
}

describe('beside rsocket-core 1.0.0-alpha.3', () => {
  it('says the same of every frame', () => {
    fc.assert(
      fc.property(frame, (one) => {
        const bytes = serializeFrame(one);
        expect(ours(bytes)).toEqual(theirs(bytes));
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  it.each([
    [
      'a stream id has 31 bits ("Frame Header Format"): theirs is signed',
      'ffffffff2400',
      (bytes: Buffer) => deserializeFrame(bytes).streamId < 0,
    ],
    [
      'metadata cannot be longer than the frame ("Metadata Optional Header"): theirs is cut in silence',
      '000000011100 0000ff 61',
      (bytes: Buffer) => deserializeFrame(bytes).type === FrameTypes.REQUEST_RESPONSE,
    ],
  ] as const)('differs: %s', (_, digits, isTheirs) => {
    const bytes = Buffer.from(digits.replaceAll(' ', ''), 'hex');
    expect(isTheirs(bytes)).toBe(true);
    const [unit] = Socket.after().feed('sent', bytes);
    expect(unit?.layer.problems.length).toBeGreaterThan(0);
  });
});
