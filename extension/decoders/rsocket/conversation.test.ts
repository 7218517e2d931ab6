import { describe, expect, it } from 'vitest';
import type { Direction, Unit } from '../contract.ts';
import {
  ascii,
  fieldOf,
  frame,
  metadata,
  number,
  problemsOf,
  route,
  Socket,
  setup,
} from './frames.fixture.ts';

const COMPLETE = 0x40;
const NEXT = 0x20;

const payload = (stream: number, flags = NEXT) => frame(stream, 10, flags, ascii('x'));
const requestN = (stream: number, n: number) => frame(stream, 8, 0, number(n, 4));
const stream = (id: number, n: number) => frame(id, 6, 0, number(n, 4));
const channel = (id: number, n: number, flags = 0) => frame(id, 7, flags, number(n, 4));
const creditOf = (units: readonly Unit[]) => fieldOf(units, 'credit')?.value;

/** One step: who, what, the credit that it shows, and its problems. */
type Step = readonly [Direction, string, number | undefined, ...problems: string[]];

function play(steps: readonly Step[]): void {
  const socket = Socket.after();
  for (const [direction, bytes, credit, ...problems] of steps) {
    const units = socket[direction](bytes);
    expect([bytes, creditOf(units), ...problemsOf(units)]).toEqual([bytes, credit, ...problems]);
  }
}

describe('the credit ledger', () => {
  it('of a stream adds up what was asked for, and counts what came', () => {
    play([
      ['sent', stream(1, 3), 3],
      ['received', payload(1), 2],
      ['sent', requestN(1, 2), 4],
      ['received', payload(1), 3],
      ['received', payload(1), 2],
      ['received', payload(1), 1],
      ['received', payload(1), 0],
      ['received', payload(1), -1, 'no-credit@0'],
      ['received', frame(1, 10, COMPLETE), -1],
    ]);
  });

  it('knows no number that means without end', () => {
    play([
      ['sent', stream(1, 0x7fffffff), 0x7fffffff],
      ['sent', requestN(1, 0x7fffffff), 0xfffffffe],
      ['received', payload(1), 0xfffffffd],
    ]);
  });

  it('of a channel is kept for each direction; the request itself needs no credit', () => {
    play([
      ['sent', channel(1, 1), 1],
      ['sent', payload(1), -1, 'no-credit@0'],
      ['received', requestN(1, 3), 2],
      ['received', payload(1), 0],
      ['sent', payload(1), 1],
      ['sent', payload(1, NEXT | COMPLETE), 0],
      ['sent', payload(1), -1, 'after-complete@0', 'no-credit@0'],
      ['received', frame(1, 10, COMPLETE), 0],
    ]);
  });

  it('does not count a completion without data', () => {
    play([
      ['sent', stream(1, 1), 1],
      ['received', payload(1), 0],
      ['received', frame(1, 10, COMPLETE), 0],
    ]);
  });

  it('is not known of a stream whose beginning was not captured', () => {
    const socket = Socket.after();
    const units = socket.received(payload(1));
    expect(creditOf(units)).toBeUndefined();
    expect(fieldOf(units, 'frame')?.note).toBe('on no open stream that was captured');
    expect(problemsOf(units)).toEqual([]);
  });
});

describe('a stream', () => {
  const isOpen = (socket: Socket, id: number) =>
    fieldOf(socket.received(frame(id, 9, 0)), 'frame')?.note === undefined;

  it.each<[string, boolean, readonly (readonly [Direction, string])[]]>([
    ['REQUEST_RESPONSE', true, [['sent', frame(1, 4, 0)]]],
    [
      'REQUEST_RESPONSE answered',
      false,
      [
        ['sent', frame(1, 4, 0)],
        ['received', payload(1, NEXT | COMPLETE)],
      ],
    ],
    [
      'REQUEST_RESPONSE answered without complete',
      false,
      [
        ['sent', frame(1, 4, 0)],
        ['received', payload(1)],
      ],
    ],
    ['REQUEST_FNF', false, [['sent', frame(1, 5, 0)]]],
    [
      'REQUEST_STREAM with a payload',
      true,
      [
        ['sent', stream(1, 1)],
        ['received', payload(1)],
      ],
    ],
    [
      'REQUEST_STREAM complete',
      false,
      [
        ['sent', stream(1, 1)],
        ['received', payload(1, COMPLETE)],
      ],
    ],
    [
      'REQUEST_STREAM with an error',
      false,
      [
        ['sent', stream(1, 1)],
        ['received', frame(1, 11, 0, '00000201')],
      ],
    ],
    [
      'REQUEST_STREAM cancelled',
      false,
      [
        ['sent', stream(1, 1)],
        ['sent', frame(1, 9, 0)],
      ],
    ],
    [
      'REQUEST_CHANNEL half complete',
      true,
      [
        ['sent', channel(1, 1)],
        ['received', payload(1, COMPLETE)],
      ],
    ],
    [
      'REQUEST_CHANNEL complete',
      false,
      [
        ['sent', channel(1, 1, COMPLETE)],
        ['received', payload(1, COMPLETE)],
      ],
    ],
    [
      'REQUEST_CHANNEL cancelled by its responder',
      true,
      [
        ['sent', channel(1, 1)],
        ['received', frame(1, 9, 0)],
      ],
    ],
    [
      'REQUEST_CHANNEL cancelled by its requester',
      false,
      [
        ['sent', channel(1, 1)],
        ['sent', frame(1, 9, 0)],
      ],
    ],
  ])('is open as its type has it: %s, %s', (_, open, steps) => {
    const socket = Socket.after();
    for (const [direction, bytes] of steps) socket[direction](bytes);
    expect(isOpen(socket, 1)).toBe(open);
  });

  it('is a channel named by its route, also when it is over', () => {
    const socket = Socket.after();
    const [unit] = socket.sent(frame(1, 4, 0x100, metadata(route('quotes'))));
    expect(unit?.channel).toEqual({ id: '1', name: 'quotes #1', type: 'rsocket-stream' });
    const [answer] = socket.received(payload(1, NEXT | COMPLETE));
    expect(answer?.layer.summary).toBe('PAYLOAD quotes #1, complete');
    expect(socket.received(payload(1))[0]?.channel?.name).toBe('quotes #1');
    expect(socket.sent(frame(3, 4, 0))[0]?.channel?.name).toBe('#3');
  });

  it('about the connection is no channel', () => {
    expect(new Socket().sent(setup())[0]).toHaveProperty('channel', undefined);
  });

  it.each<[string, readonly (readonly [Direction, string])[], string]>([
    [
      'in use',
      [
        ['sent', stream(1, 1)],
        ['sent', stream(1, 1)],
      ],
      'stream-in-use@0',
    ],
    ['of the other side', [['sent', stream(2, 1)]], 'stream-parity@0'],
    ['of the server with an odd id', [['received', stream(3, 1)]], 'stream-parity@0'],
    [
      'with payloads of its requester',
      [
        ['sent', stream(1, 1)],
        ['sent', payload(1)],
      ],
      'wrong-direction@0',
    ],
    [
      'whose responder asks',
      [
        ['sent', stream(1, 1)],
        ['received', requestN(1, 1)],
      ],
      'wrong-direction@0',
    ],
  ])('%s is told', (_, steps, problem) => {
    const socket = Socket.after();
    const units = steps.map(([direction, bytes]) => socket[direction](bytes));
    expect(problemsOf(units.at(-1) ?? [])).toEqual([problem]);
  });

  it('answers REQUEST_RESPONSE once, also without the flag complete', () => {
    const socket = Socket.after();
    socket.sent(frame(1, 4, 0));
    const units = socket.received(payload(1));
    expect(fieldOf(units, 'frame')?.note).toContain('completes it all the same');
    expect(problemsOf(units)).toEqual([]);
  });

  it('of thousands is forgotten only when it is the oldest that is open', () => {
    const socket = Socket.after();
    for (let id = 1; id < 20_004; id += 2) socket.sent(stream(id, 5));
    expect(creditOf(socket.received(payload(20_003)))).toBe(4);
    expect(creditOf(socket.received(payload(5)))).toBe(4);
    expect(creditOf(socket.received(payload(1)))).toBeUndefined();
  });
});

describe('a lease', () => {
  const lease = (requests: number, timeToLive: number) =>
    frame(0, 2, 0, number(timeToLive, 4), number(requests, 4));
  const leased = () => Socket.after(setup(undefined, undefined, { flags: 0x40 }));

  it('is used up by requests of every type, however many fragments they have', () => {
    const socket = leased();
    socket.received(lease(2, 1000));
    socket.sent(frame(1, 5, 0x80));
    const first = socket.sent(frame(1, 10, NEXT));
    expect(fieldOf(first, 'lease')).toMatchObject({ value: 1, note: '1 of 2 requests used' });
    expect(fieldOf(socket.sent(stream(3, 1)), 'lease')?.value).toBe(0);
    const third = socket.sent(frame(5, 4, 0));
    expect(fieldOf(third, 'lease')?.value).toBe(0);
    expect(problemsOf(third)).toEqual(['no-lease@0']);
  });

  it('ends by its time, and is replaced by the next', () => {
    const socket = leased();
    socket.received(lease(9, 5));
    expect(problemsOf(socket.sent(frame(1, 4, 0)))).toEqual(['no-lease@0']);
    socket.received(lease(9, 50));
    expect(problemsOf(socket.sent(frame(3, 4, 0)))).toEqual([]);
  });

  it('is waited for where SETUP says so, by both sides', () => {
    const socket = leased();
    expect(problemsOf(socket.sent(frame(1, 4, 0)))).toEqual(['no-lease@0']);
    expect(problemsOf(socket.received(frame(2, 4, 0)))).toEqual(['no-lease@0']);
    socket.sent(lease(1, 1000));
    expect(problemsOf(socket.received(frame(4, 4, 0)))).toEqual([]);
  });

  it('of nothing stops all requests', () => {
    const socket = leased();
    const units = socket.received(lease(0, 0));
    expect(problemsOf(units)).toEqual([]);
    expect(problemsOf(socket.sent(frame(1, 4, 0)))).toEqual(['no-lease@0']);
  });

  it('is told of where SETUP did not ask for it', () => {
    expect(problemsOf(Socket.after().received(lease(1, 1)))).toEqual(['unexpected-lease@0']);
    expect(problemsOf(new Socket().received(lease(1, 1)))).toEqual([]);
  });
});

describe('a keepalive', () => {
  const ask = (data = '') => frame(0, 3, 0x80, '0000000000000000', data);
  const answer = (data = '') => frame(0, 3, 0, '0000000000000000', data);

  it('is a heart-beat, and is matched with its answer', () => {
    const socket = Socket.after();
    const [asked] = socket.sent(ask('cafe'));
    const answered = socket.received(answer('cafe'));
    expect([asked?.isHeartbeat, answered[0]?.isHeartbeat]).toEqual([true, true]);
    expect(fieldOf(answered, 'frame')?.note).toBe('answers the KEEPALIVE 10 ms before');
    expect(problemsOf(answered)).toEqual([]);
  });

  it('has to come back with the same data', () => {
    const socket = Socket.after();
    socket.sent(ask('cafe'));
    expect(problemsOf(socket.received(answer('beef')))).toEqual(['not-echoed@0']);
  });

  it('may be answered though the question was not captured', () => {
    const units = Socket.after().received(answer());
    expect(fieldOf(units, 'frame')?.note).toBe('answers nothing that was captured');
  });
});

describe('positions', () => {
  const position = (units: readonly Unit[]) => fieldOf(units, 'implied position')?.value;

  it('count the frames that can be sent again, each direction from 0', () => {
    const socket = Socket.after(setup(undefined, undefined, { token: 't' }));
    expect(position(socket.sent(frame(1, 6, 0, '00000001')))).toBe(0n);
    expect(position(socket.sent(frame(0, 3, 0x80, '0000000000000000')))).toBeUndefined();
    expect(position(socket.sent(requestN(1, 1)))).toBe(10n);
    expect(position(socket.received(payload(1)))).toBe(0n);
    expect(position(socket.sent(frame(1, 9, 0)))).toBe(20n);
    const keepalive = socket.received(frame(0, 3, 0x80, number(20, 8)));
    expect(fieldOf(keepalive, 'frame')?.note).toBe('the other side has come to 26');
  });

  it('count every fragment; a record has that of its first', () => {
    const socket = Socket.after(setup(undefined, undefined, { token: 't' }));
    socket.sent(frame(1, 4, 0x80, ascii('ab')));
    expect(position(socket.sent(frame(1, 10, NEXT, ascii('c'))))).toBe(0n);
    expect(position(socket.sent(frame(1, 9, 0)))).toBe(15n);
  });

  it('go on from where RESUME and RESUME_OK say, beyond 2^53', () => {
    const socket = new Socket();
    socket.sent(frame(0, 13, 0, '00010000', '0001 74', number(2n ** 60n + 1n, 8), number(7, 8)));
    expect(position(socket.received(payload(1)))).toBe(2n ** 60n + 1n);
    socket.received(frame(0, 14, 0, number(2n ** 61n + 1n, 8)));
    expect(position(socket.sent(requestN(1, 1)))).toBe(2n ** 61n + 1n);
  });

  it('are not counted where the connection cannot be resumed', () => {
    expect(position(Socket.after().sent(frame(1, 4, 0)))).toBeUndefined();
  });
});
