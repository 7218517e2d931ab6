import { expect, test } from 'vitest';
import { encodeEvent } from '../../wire/server-sent-events.ts';
import { eventDataIn } from './event-stream.ts';

test('data of events is read out of any pieces', () => {
  const stream = new TextEncoder().encode(
    encodeEvent({ type: 'x', data: '{"text":"안녕"}' }) + encodeEvent({ data: '[DONE]' }),
  );
  for (let at = 0; at <= stream.length; at += 1) {
    const read = eventDataIn();
    const found = [...read(stream.subarray(0, at)), ...read(stream.subarray(at))];
    expect(found).toEqual(['{"text":"안녕"}', '[DONE]']);
  }
});
