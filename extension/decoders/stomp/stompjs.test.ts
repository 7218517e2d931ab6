import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { Dialogue } from './dialogue.fixture.ts';
import { bare, concat, told, withLength, withNulFreeBody } from './frames.fixture.ts';

// The package's exports hide its parser.
const { Parser } = await import('../../../node_modules/@stomp/stompjs/esm6/parser.js');

const encoder = new TextEncoder();

describe('beside the parser of @stomp/stompjs 7.5.0', () => {
  function oracle(bytes: Uint8Array): readonly unknown[] {
    const found: unknown[] = [];
    const parser = new Parser(
      (frame) => found.push([frame.command, frame.headers, [...(frame.binaryBody ?? [])]]),
      () => found.push('heart-beat'),
    );
    parser.parseChunk(bytes.slice().buffer);
    return found;
  }

  /** 1.0, where our reading leaves escapes alone as that parser does. */
  function ours(bytes: Uint8Array): readonly unknown[] {
    const dialogue = new Dialogue('v10.stomp');
    const units = [...dialogue.feed('sent', Payload.ofBytes(bytes)), ...dialogue.end()];
    return units.map((unit) => (unit.isHeartbeat ? 'heart-beat' : told(unit)));
  }

  it('finds the same frames', () => {
    const plainText = fc.stringMatching(/^[!-9;-~]{1,8}$/);
    const plain = fc.oneof(bare, withNulFreeBody, withLength).chain((wire) =>
      fc.array(fc.tuple(plainText, plainText), { maxLength: 3 }).map((pairs) => ({
        ...wire,
        headers: [...pairs, ...wire.headers.filter(([key]) => key === 'content-length')],
      })),
    );
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 4 }), (list) => {
        const lines = list.map(({ command, headers: pairs, body }) =>
          concat([
            encoder.encode(
              `${command}\n${pairs.map(([key, value]) => `${key}:${value}\n`).join('')}\n`,
            ),
            body,
            Uint8Array.of(0),
          ]),
        );
        expect(ours(concat(lines))).toEqual(oracle(concat(lines)));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [
      'a line end after a frame belongs to it (1.2, "STOMP Frames": optionally followed by EOLs)',
      'SEND\n\nx\0\n',
      [['SEND', [], [120]]],
      [['SEND', [], [120]], 'heart-beat'],
    ],
    [
      'a header line without colon does not run into the next (1.2, "Augmented BNF")',
      'SEND\noops\na:b\n\n\0',
      [
        [
          'SEND',
          [
            ['oops', ''],
            ['a', 'b'],
          ],
          [],
        ],
      ],
      [['SEND', [['oops\na', 'b']], []]],
    ],
    [
      'a NUL ends the frame, also before the blank line (1.2, "Augmented BNF")',
      'SEND\na:b\0SEND\n\n\0',
      [
        ['SEND', [['a', 'b']], []],
        ['SEND', [], []],
      ],
      [['SEND', [['a', 'b\0SEND']], []]],
    ],
    [
      'content-length that is no number leaves it to the NUL (1.2, "Header content-length")',
      'SEND\ncontent-length:zz\n\nx\0',
      [['SEND', [['content-length', 'zz']], [120]]],
      [],
    ],
    [
      'content-length too big does not swallow the next frame (1.2, "Body": followed by the NULL octet)',
      'SEND\ncontent-length:5\n\nx\0SEND\n\ny\0',
      [
        ['SEND', [['content-length', '5']], [120]],
        ['SEND', [], [121]],
      ],
      [
        ['SEND', [['content-length', '5']], [...encoder.encode('x\0SEN')]],
        'heart-beat',
        'heart-beat',
      ],
    ],
    [
      'content-length too small does not make a frame of the rest (1.2, "Body")',
      'SEND\ncontent-length:1\n\nxyz\0SEND\n\n\0',
      [
        ['SEND', [['content-length', '1']], [120, 121, 122]],
        ['SEND', [], []],
      ],
      [
        ['SEND', [['content-length', '1']], [120]],
        ['z\0SEND', [], []],
      ],
    ],
    [
      'a CR within a line stays (1.2, "Augmented BNF": only CR LF is a line end)',
      'SEND\na:b\rc\n\n\0',
      [['SEND', [['a', 'b\rc']], []]],
      [['SEND', [['a', 'bc']], []]],
    ],
  ])('differs because %s', (_, wire, our, their) => {
    expect(ours(encoder.encode(wire))).toEqual(our);
    expect(oracle(encoder.encode(wire))).toEqual(their);
  });
});
