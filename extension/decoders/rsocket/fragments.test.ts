import { describe, expect, it } from 'vitest';
import type { Unit } from '../contract.ts';
import { summariesOf } from '../dialogue.fixture.ts';
import {
  ascii,
  fieldOf,
  fieldsOf,
  frame,
  hex,
  metadata,
  problemsOf,
  route,
  Socket,
} from './frames.fixture.ts';

const FOLLOWS = 0x80;
const METADATA = 0x100;
const COMPLETE = 0x40;
const NEXT = 0x20;

const textOf = ([unit]: readonly Unit[]) => unit?.layer.inner?.payload.text;

describe('fragments', () => {
  it('are one record, with all their messages and their data as one', () => {
    const socket = Socket.after();
    const first = frame(1, 6, METADATA | FOLLOWS, '00000003', metadata(route('r')), ascii('{"a"'));
    expect(socket.sent(first)).toEqual([]);
    expect(socket.sent(frame(1, 10, FOLLOWS | NEXT, ascii(':')))).toEqual([]);
    const units = socket.sent(frame(1, 10, NEXT, ascii('1}')));
    expect(summariesOf(units)).toEqual(['REQUEST_STREAM r #1, n 3']);
    expect(textOf(units)).toBe('{"a":1}');
    expect(units[0]?.layer.inner).not.toHaveProperty('range');
    expect(units[0]?.sources.map(({ message }) => message)).toEqual([1, 2, 3]);
    expect(units[0]?.time).toBe(30);
    expect(problemsOf(units)).toEqual([]);
  });

  it('each have their own fields', () => {
    const socket = Socket.after();
    socket.sent(frame(1, 4, FOLLOWS, ascii('ab')));
    const units = socket.sent(frame(1, 10, NEXT, ascii('cde')));
    expect(fieldsOf(units)).toEqual([
      'fragment 1',
      'stream: 1',
      'frame: REQUEST_RESPONSE, follows',
      'data: 2',
      'fragment 2',
      'stream: 1',
      'frame: PAYLOAD, next',
      'data: 3',
    ]);
    const ranges = (units[0]?.layer.fields() ?? []).map(({ range }) => range);
    expect(ranges).toEqual([
      [0, 8],
      [8, 17],
    ]);
  });

  it('may share the metadata', () => {
    const socket = Socket.after();
    const whole = hex(route('quotes'));
    const half = (start: number, end: number) =>
      metadata(
        Array.from(whole.subarray(start, end), (byte) => byte.toString(16).padStart(2, '0')).join(
          '',
        ),
      );
    socket.sent(frame(1, 4, METADATA | FOLLOWS, half(0, 3)));
    socket.sent(frame(1, 10, METADATA | FOLLOWS | NEXT, half(3, 9), ''));
    const units = socket.sent(frame(1, 10, METADATA | NEXT, half(9, whole.length), ascii('x')));
    expect(summariesOf(units)).toEqual(['REQUEST_RESPONSE quotes #1']);
    expect(fieldOf(units, 'route')).toMatchObject({ value: 'quotes', range: [0, 0] });
    expect(textOf(units)).toBe('x');
    expect(problemsOf(units)).toEqual([]);
  });

  it('of several streams and directions come between one another', () => {
    const socket = Socket.after();
    socket.sent(frame(1, 6, 0, '00000009'));
    socket.sent(frame(3, 7, 0, '00000009'));
    socket.received(frame(3, 8, 0, '00000009'));
    socket.received(frame(1, 10, FOLLOWS | NEXT, ascii('a')));
    socket.received(frame(3, 10, FOLLOWS | NEXT, ascii('x')));
    socket.sent(frame(3, 10, FOLLOWS | NEXT, ascii('1')));
    expect(textOf(socket.received(frame(1, 10, NEXT, ascii('b'))))).toBe('ab');
    expect(textOf(socket.received(frame(3, 10, NEXT, ascii('y'))))).toBe('xy');
    expect(textOf(socket.sent(frame(3, 10, NEXT, ascii('2'))))).toBe('12');
  });

  it('take one credit together', () => {
    const socket = Socket.after();
    socket.sent(frame(1, 6, 0, '00000001'));
    socket.received(frame(1, 10, FOLLOWS | NEXT, ascii('a')));
    socket.received(frame(1, 10, FOLLOWS | NEXT, ascii('b')));
    const units = socket.received(frame(1, 10, NEXT, ascii('c')));
    expect(fieldOf(units, 'credit')?.value).toBe(0);
    expect(problemsOf(units)).toEqual([]);
  });

  it('do not follow a PAYLOAD that is complete ("Handling the Unexpected")', () => {
    const socket = Socket.after();
    socket.sent(frame(1, 4, 0));
    const units = socket.received(frame(1, 10, FOLLOWS | COMPLETE | NEXT, ascii('a')));
    expect(textOf(units)).toBe('a');
  });

  it.each([
    ['a CANCEL of their sender', 'sent', frame(1, 9, 0)],
    ['a CANCEL of the other side', 'received', frame(1, 9, 0)],
    ['an ERROR', 'received', frame(1, 11, 0, '00000202')],
  ] as const)('are given up with %s', (_, direction, bytes) => {
    const socket = Socket.after();
    socket.sent(frame(1, 7, FOLLOWS, '00000001', ascii('half')));
    const units = socket[direction](bytes);
    expect(summariesOf(units)[0]).toBe('REQUEST_CHANNEL #1, n 1');
    expect(units).toHaveLength(2);
    expect(problemsOf(units)).toEqual(['interrupted@14']);
    expect(units.map((unit) => unit.direction)).toEqual(['sent', direction]);
  });

  it('that are not all are shown at the end', () => {
    const socket = Socket.after();
    socket.sent(frame(1, 4, FOLLOWS, ascii('half')));
    const units = socket.end();
    expect(textOf(units)).toBe('half');
    expect(problemsOf(units)).toEqual(['truncated@10']);
    expect(socket.end()).toEqual([]);
  });

  it('are not kept beyond the limit, and nothing of them is lost', () => {
    const socket = Socket.after();
    const head = hex(frame(1, 10, FOLLOWS | NEXT));
    const piece = new Uint8Array(6 * 1024 * 1024);
    piece.set(head);
    socket.received(frame(2, 6, 0, '00000009'));
    const counts = [0, 1, 2, 3].map(() => socket.feed('received', piece).length);
    const last = socket.received(frame(1, 10, NEXT));
    expect([...counts, last.length]).toEqual([0, 0, 1, 1, 1]);
    expect(problemsOf(last)).toEqual(['too-long@6']);
    expect(problemsOf(socket.received(frame(2, 9, 0)))).toEqual([]);
  });
});
