import { expect, test } from 'vitest';
import { reasonOf } from './recognition.ts';

const stomp = { protocol: 'stomp', title: 'STOMP' };

test('what was recognised is named with its reason', () => {
  const recognition = { by: 'subprotocol', reason: 'subprotocol v12.stomp' } as const;
  const insight = { channelIds: [], decoder: { ...stomp, recognition } };
  expect(reasonOf(insight)).toBe('STOMP: subprotocol v12.stomp');
});

test('what a person chose says so, and of which connections', () => {
  const recognition = { by: 'person', reason: 'chosen by hand' } as const;
  const chosen = (scope: 'connection' | 'address') =>
    reasonOf({
      channelIds: [],
      decoder: { ...stomp, recognition },
      override: { protocol: 'stomp', scope },
    });
  expect(chosen('connection')).toBe('STOMP: chosen by hand for this connection');
  expect(chosen('address')).toBe('STOMP: chosen by hand for every connection to this address');
});

test('before the first message nothing is known', () => {
  expect(reasonOf({ channelIds: [] })).toBe('not known before the first message');
});
