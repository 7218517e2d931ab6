import { expect, test } from 'vitest';
import { noCounts } from '../../journal/counts.ts';
import { lossReasons } from './losses.ts';

test('nothing lost needs no words', () => {
  expect(lossReasons({ ...noCounts(), messages: 1204, received: 9 })).toEqual([]);
});

test('each way to lose something has its sentence, with its number', () => {
  const counts = { dropped: 412, droppedConnections: 1, missing: 3, refused: 1, paused: 7 };
  expect(lossReasons({ ...noCounts(), ...counts, truncated: 2, uncaptured: 1 })).toEqual([
    '412 messages dropped: a limit was reached',
    '1 connection dropped: a limit was reached',
    '3 events missing on the way from the page',
    '1 event refused: garbled, or forged in the page',
    '7 messages left out while recording was paused',
    '2 payloads cut off: longer than the limit',
    '1 payload not captured: out of reach of the observers',
  ]);
});
