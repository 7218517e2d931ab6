import { createParser, type EventSourceMessage } from 'eventsource-parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dispatchedData, encodeComment, encodeEvent, encodeRetry } from './server-sent-events.ts';

describe('event stream encoder', () => {
  test.each([
    ['data alone', { data: 'a' }, 'data: a\n\n'],
    ['nothing', { data: '' }, 'data: \n\n'],
    ['type and id', { data: 'a', type: 'tick', id: '7' }, 'event: tick\nid: 7\ndata: a\n\n'],
    ['a field per line', { data: 'a\nb\r\nc\rd' }, 'data: a\ndata: b\ndata: c\ndata: d\n\n'],
    ['a last empty line', { data: 'a\n' }, 'data: a\ndata: \n\n'],
    ['a space that belongs to the data', { data: ' a' }, 'data:  a\n\n'],
    ['no break out of a field', { data: 'a', type: 'x\ndata: y' }, 'event: x data: y\ndata: a\n\n'],
  ])('writes %s', (_case, event, wire) => {
    expect(encodeEvent(event)).toBe(wire);
  });

  test('writes comments and retry as blocks that are never dispatched', () => {
    const seen = read(`${encodeComment('one\ntwo')}${encodeRetry(1500)}`);
    expect(seen).toEqual({ events: [], comments: ['one', 'two'], retry: 1500 });
  });

  test('is read back by an independent parser, whatever the data', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', ':', '\n', '\r', '\r\n', '가', '😀'),
    });
    fc.assert(
      fc.property(text, (data) => {
        const { events } = read(encodeEvent({ data, type: 'chat', id: '1' }));
        expect(events).toEqual([{ data: dispatchedData(data), event: 'chat', id: '1' }]);
      }),
    );
  });
});

function read(stream: string) {
  const events: EventSourceMessage[] = [];
  const comments: string[] = [];
  let retry: number | undefined;
  const parser = createParser({
    onEvent: (event) => events.push(event),
    onComment: (comment) => comments.push(comment),
    onRetry: (milliseconds) => {
      retry = milliseconds;
    },
  });
  parser.feed(stream);
  return { events, comments, retry };
}
