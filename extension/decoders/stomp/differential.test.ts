import fc from 'fast-check';
import { describe } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { damaged } from '../damage.fixture.ts';
import { agreesButFor, type Difference, type Ours } from '../differential.fixture.ts';
import { Dialogue } from './dialogue.fixture.ts';
import { bare, concat, told, withLength, withNulFreeBody } from './frames.fixture.ts';

// The package's exports hide its parser.
const { Parser } = await import('../../../node_modules/@stomp/stompjs/esm6/parser.js');

const encoder = new TextEncoder();

/** Command, headers and body of each frame; throws where one is not whole. */
function theirs(bytes: Uint8Array): readonly unknown[] {
  const said: unknown[] = [];
  let fed = 0;
  let last = 0;
  const parser = new Parser(
    ({ command, headers, binaryBody }) => {
      last = fed;
      said.push([command, headers, [...(binaryBody ?? [])]]);
    },
    () => {
      last = fed;
    },
  );
  for (const byte of bytes) {
    fed += 1;
    parser.parseChunk(Uint8Array.of(byte).buffer);
    // Between frames it passes over these.
    if (last === fed - 1 && (byte === 0 || byte === 0x0d)) last = fed;
  }
  if (last < bytes.length) throw new Error('incomplete');
  return said;
}

/** Which headers a command needs is no matter of the parser. */
const MEANING: ReadonlySet<string> = new Set(['missing-header']);

/** 1.0, where our reading leaves escapes alone as that parser does. */
function ours(bytes: Uint8Array): Ours {
  const dialogue = new Dialogue('v10.stomp');
  const units = [...dialogue.feed('sent', Payload.ofBytes(bytes)), ...dialogue.end()];
  const kinds = units.flatMap(({ layer }) => layer.problems.map(({ kind }) => kind));
  return {
    said: units.filter((unit) => !unit.isHeartbeat).map(told),
    kinds: kinds.filter((kind) => !MEANING.has(kind)),
  };
}

const plainText = fc.stringMatching(/^[!-9;-~]{1,8}$/);
const stream = fc
  .array(
    fc.tuple(
      fc.oneof(bare, withNulFreeBody, withLength),
      fc.array(fc.tuple(plainText, plainText), { maxLength: 3 }),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((frames) =>
    concat(
      frames.map(([{ command, headers, body }, pairs]) => {
        const all = [...pairs, ...headers.filter(([name]) => name === 'content-length')];
        const lines = all.map(([name, value]) => `${name}:${value}\n`).join('');
        return concat([encoder.encode(`${command}\n${lines}\n`), body, Uint8Array.of(0)]);
      }),
    ),
  );

const DIFFERENCES: readonly Difference<Uint8Array>[] = [
  [
    '1.2, "Augmented BNF": the commands are those',
    encoder.encode('NOPE\n\n\0'),
    { marked: ['unknown-command'] },
  ],
  [
    '1.2, "Augmented BNF": of letters',
    encoder.encode('\x01END\n\n\0'),
    { marked: ['not-a-frame'] },
  ],
  [
    '1.2, "Value Encoding": headers are UTF-8',
    Uint8Array.of(...encoder.encode('SEND\ndestination:'), 0xff, 0x0a, 0x0a, 0),
    { marked: ['invalid-utf-8'] },
  ],
  [
    '1.2, "Body": a NUL stands behind the length',
    encoder.encode('SEND\ncontent-length:1\n\nxyz\0SEND\n\ny\0'),
    { marked: ['content-length'] },
  ],
  [
    '1.2, "Body": also at the end, where another byte will do there',
    encoder.encode('SEND\ncontent-length:1\n\nxy'),
    { marked: ['content-length', 'truncated'] },
  ],
  [
    '1.2, "Header content-length": it is an octet count',
    encoder.encode('SEND\ncontent-length:1x\n\ny\0'),
    { marked: ['bad-content-length'] },
  ],
  [
    '1.2, "Augmented BNF": a header has a colon',
    encoder.encode('SEND\noops\na:b\n\n\0'),
    { marked: ['header-without-colon'] },
  ],
  [
    '1.2, "Augmented BNF": a blank line ends the headers',
    encoder.encode('SEND\na:b\0c:d\n\n\0'),
    { marked: ['missing-blank-line', 'not-a-frame'] },
  ],
  [
    '1.1, "Augmented BNF": lines end with LF before 1.2',
    encoder.encode('SEND\na:b\r\n\n\0'),
    { marked: ['carriage-return'] },
  ],
  [
    '1.2, "Augmented BNF": a CR within a line stays, and theirs is lost',
    encoder.encode('SEND\na:b\rc\n\n\0'),
    { unlike: (their, our) => withoutSpace(their) === withoutSpace(our) },
  ],
  [
    '1.0 tolerates white space around headers',
    encoder.encode('SEND\na: b\n\n\0'),
    { unlike: (their, our) => withoutSpace(their) === withoutSpace(our) },
  ],
];

function withoutSpace(said: unknown): string {
  return JSON.stringify(said, (_, one) =>
    typeof one === 'string' ? one.replaceAll('\r', '').trim() : one,
  );
}

describe('beside the parser of @stomp/stompjs 7, damaged', () => {
  agreesButFor({
    inputs: damaged(stream),
    theirs,
    ours,
    differences: DIFFERENCES,
    runs: 5000,
    seed: 12,
    atLeast: { refused: 500, alike: 500 },
  });
});
