import { describe, expect, it } from 'vitest';
import type { Direction } from '../contract.ts';
import { ascii, fieldsOf, frame, hex, problemsOf, Socket, setup } from './frames.fixture.ts';

/** Clause of Protocol.md, bytes, summary, and the fields behind stream and frame. */
type Row = readonly [
  clause: string,
  direction: Direction,
  bytes: string,
  summary: string,
  frame: string,
  fields: readonly string[],
];

const ROWS: readonly Row[] = [
  [
    'LEASE Frame',
    'received',
    '0000000008000000753000000005',
    'LEASE, 5 requests, 30000 ms',
    'LEASE',
    ['time to live: 30000', 'number of requests: 5'],
  ],
  [
    'LEASE Frame: metadata without length',
    'received',
    '0000000009000000753000000005 85000001 78',
    'LEASE, 5 requests, 30000 ms',
    'LEASE, metadata',
    [
      'time to live: 30000',
      'number of requests: 5',
      'metadata',
      'entry',
      'MIME type: application/json',
      'length: 1',
      'content',
      'text: x',
    ],
  ],
  [
    'KEEPALIVE Frame',
    'sent',
    '000000000c800000000000000000',
    'KEEPALIVE, respond',
    'KEEPALIVE, respond',
    ['last received position: 0'],
  ],
  [
    'KEEPALIVE Frame: data and a position beyond 2^53',
    'sent',
    '000000000c807fffffffffffffff cafe',
    'KEEPALIVE, respond',
    'KEEPALIVE, respond',
    ['last received position: 9223372036854775807', 'data: ca fe'],
  ],
  [
    'REQUEST_STREAM Frame',
    'sent',
    '000000011900 00000003 000010 fe00000c0b71756f7465732e4141504c 6869',
    'REQUEST_STREAM quotes.AAPL #1, n 3',
    'REQUEST_STREAM, metadata',
    [
      'initial request n: 3',
      'metadata length: 16',
      'metadata',
      'entry',
      'MIME type: message/x.rsocket.routing.v0',
      'length: 12',
      'content',
      'route: quotes.AAPL',
      'data: 2',
      'credit: 3',
    ],
  ],
  [
    'REQUEST_RESPONSE Frame',
    'sent',
    frame(1, 4, 0, ascii('hi')),
    'REQUEST_RESPONSE #1',
    'REQUEST_RESPONSE',
    ['data: 2'],
  ],
  ['REQUEST_FNF Frame', 'sent', frame(1, 5, 0), 'REQUEST_FNF #1', 'REQUEST_FNF', []],
  [
    'REQUEST_CHANNEL Frame',
    'sent',
    frame(1, 7, 0x40, '7fffffff'),
    'REQUEST_CHANNEL #1, n 2147483647, complete',
    'REQUEST_CHANNEL, complete',
    ['initial request n: 2147483647', 'credit: 2147483647'],
  ],
  [
    'REQUEST_N Frame',
    'sent',
    '0000000120007fffffff',
    'REQUEST_N #1, n 2147483647',
    'REQUEST_N',
    ['request n: 2147483647'],
  ],
  ['CANCEL Frame', 'sent', '000000012400', 'CANCEL #1', 'CANCEL', []],
  [
    'PAYLOAD Frame',
    'received',
    '000000012860686579',
    'PAYLOAD #1, complete',
    'PAYLOAD, complete, next',
    ['data: 3'],
  ],
  [
    'ERROR Frame',
    'received',
    '000000012c0000000201626f6f6d',
    'ERROR #1, APPLICATION_ERROR: boom',
    'ERROR',
    ['error code: APPLICATION_ERROR', 'error data: boom'],
  ],
  [
    'ERROR Frame: an error of the application',
    'received',
    '000000012c0000000401',
    'ERROR #1, application 0x00000401',
    'ERROR',
    ['error code: application 0x00000401'],
  ],
  [
    'METADATA_PUSH Frame',
    'sent',
    '000000003100 85000002 7b7d',
    'METADATA_PUSH',
    'METADATA_PUSH, metadata',
    ['metadata', 'entry', 'MIME type: application/json', 'length: 2', 'content', 'text: {}'],
  ],
  [
    'RESUME_OK Frame',
    'received',
    '000000003800 0020000000000001',
    'RESUME_OK, from 9007199254740993',
    'RESUME_OK',
    ['last received client position: 9007199254740993'],
  ],
  [
    'EXT Frame',
    'received',
    '00000001fe00 00000007 0102',
    'EXT #1',
    'EXT, ignore',
    ['extended type: 0x00000007', 'content: 2'],
  ],
  [
    'Handling Ignore Flag: an unknown type',
    'received',
    '000000015600 0102',
    'unknown #1',
    'unknown 0x15, ignore',
    ['content: 2'],
  ],
];

function read([clause, direction, bytes]: Row) {
  const flags = clause.startsWith('LEASE') ? 0x40 : 0;
  const socket = Socket.after(setup(undefined, undefined, { flags }));
  return direction === 'sent' ? socket.sent(bytes) : socket.received(bytes);
}

describe('a frame', () => {
  it.each(ROWS)('("%s") %s %s is %s', (...row) => {
    const [, , , summary, name, fields] = row;
    const units = read(row);
    expect(units[0]?.layer.summary).toBe(summary);
    expect(fieldsOf(units).slice(1)).toEqual([`frame: ${name}`, ...fields]);
    expect(problemsOf(units)).toEqual(name.startsWith('unknown') ? ['unknown-type@4'] : []);
  });

  it.each(ROWS)('("%s") %s %s has each byte once', (...row) => {
    const units = read(row);
    let reached = 0;
    const fields = units[0]?.layer.fields() ?? [];
    for (const { range } of fields.filter(({ range: [start, end] }) => start < end)) {
      expect(range[0]).toBe(reached);
      reached = range[1];
    }
    expect(reached).toBe(units[0]?.layer.payload.byteLength);
  });
});

describe('SETUP', () => {
  it('says how the connection is to be', () => {
    const mime = '6d6573736167652f782e72736f636b65742e636f6d706f736974652d6d657461646174612e7630';
    const json = '6170706c69636174696f6e2f6a736f6e';
    const bytes = `000000000400 0001 0000 0000ea60 000493e0 27 ${mime} 10 ${json} 7b7d`;
    const units = new Socket().sent(bytes);
    expect(units[0]?.layer.summary).toBe('SETUP, 1.0, application/json');
    expect(fieldsOf(units)).toEqual([
      'stream: 0',
      'frame: SETUP',
      'major version: 1',
      'minor version: 0',
      'time between keepalives: 60000',
      'max lifetime: 300000',
      'metadata MIME type length: 39',
      'metadata MIME type: message/x.rsocket.composite-metadata.v0',
      'data MIME type length: 16',
      'data MIME type: application/json',
      'data: 2',
    ]);
    expect(units[0]?.layer.inner).toMatchObject({ mime: 'application/json', range: [75, 77] });
    expect(problemsOf(units)).toEqual([]);
  });

  it('has a token of up to 65,535 bytes, which is not shown', () => {
    const units = new Socket().sent(setup(undefined, undefined, { token: 't'.repeat(40_000) }));
    expect(fieldsOf(units)).toContain('token length: 40000');
    expect(fieldsOf(units)).toContain('resume token: •••');
    expect(fieldsOf(units)).toContain('frame: SETUP, resume');
    expect(problemsOf(units)).toEqual([]);
  });
});

describe('RESUME', () => {
  it('has the token and two positions', () => {
    const bytes = `000000003400 00010000 0003 ${ascii('tok')} 0000000000000010 7fffffffffffffff`;
    const units = new Socket().sent(bytes);
    expect(fieldsOf(units)).toEqual([
      'stream: 0',
      'frame: RESUME',
      'major version: 1',
      'minor version: 0',
      'token length: 3',
      'resume token: •••',
      'last received server position: 16',
      'first available client position: 9223372036854775807',
    ]);
    expect(problemsOf(units)).toEqual([]);
  });
});

describe('a frame of an old client', () => {
  it('has its length before it', () => {
    const opening = setup();
    const socket = new Socket();
    const prefixed = (digits: string) =>
      `${hex(digits).length.toString(16).padStart(6, '0')}${digits}`;
    const length = hex(opening).length;
    const units = socket.sent(prefixed(opening));
    expect(fieldsOf(units).slice(0, 3)).toEqual([
      `frame length: ${length}`,
      'stream: 0',
      'frame: SETUP',
    ]);
    // By itself this stream id would be a REQUEST_RESPONSE.
    const [payload] = socket.received(prefixed(frame(0x1001, 10, 0x60, ascii('hey'))));
    expect(payload?.layer.summary).toBe('PAYLOAD #4097, complete');
    expect(payload?.layer.inner?.range).toEqual([9, 12]);
    expect(problemsOf(socket.received(`000000${frame(1, 9, 0)}`))).toEqual(['wrong-length@0']);
  });
});

describe('a damaged frame says what is wrong where', () => {
  it.each([
    [
      'Metadata Optional Header',
      frame(1, 4, 0x100, '000009 8500'),
      ['truncated@9', 'truncated@10'],
    ],
    ['Metadata Optional Header', frame(1, 4, 0x100, '0000'), ['truncated@6']],
    ['REQUEST_N Frame', frame(1, 8, 0, '00000000'), ['bad-value@6']],
    ['REQUEST_N Frame', frame(1, 8, 0, '80000001'), ['reserved-bit@6']],
    ['REQUEST_N Frame', frame(1, 8, 0, '0000'), ['truncated@6', 'bad-value@6']],
    ['REQUEST_STREAM Frame', frame(1, 6, 0, '00000000'), ['bad-value@6']],
    ['KEEPALIVE Frame', frame(0, 3, 0x80, '8000000000000000'), ['reserved-bit@6']],
    ['CANCEL Frame', frame(1, 9, 0, '00'), ['trailing-bytes@6']],
    ['Error Codes', frame(0, 11, 0, '00000201'), ['misplaced-error@6']],
    ['Error Codes', frame(1, 11, 0, '00000101'), ['misplaced-error@6']],
    ['METADATA_PUSH Frame', frame(0, 12, 0, '85000000'), ['missing-flag@4']],
    ['Stream Identifiers', frame(1, 3, 0x80, '0000000000000000'), ['wrong-stream@0']],
    ['Frame Header Format', '800000012400', ['wrong-stream@0']],
    ['Frame Types', frame(1, 0x20, 0), ['unknown-type@4']],
    ['PAYLOAD Frame', frame(1, 10, 0), ['no-next-no-complete@4']],
    ['ERROR Frame', frame(1, 11, 0, '00000201ff'), ['invalid-utf-8@10']],
  ])('"%s": %s', (_, bytes, problems) => {
    const socket = Socket.after();
    expect(problemsOf(socket.sent(bytes))).toEqual(problems);
    expect(problemsOf(socket.sent('000000012400'))).toEqual([]);
  });

  it('and bits that a type gives no meaning are no error ("Handling the Unexpected")', () => {
    const units = Socket.after().sent(frame(1, 9, 0x1f));
    expect(fieldsOf(units)).toContain('frame: CANCEL, 0x1f');
    expect(problemsOf(units)).toEqual([]);
  });
});
