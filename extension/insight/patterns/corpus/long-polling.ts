import { inTurn, together } from './combine.ts';
import type { Labelled } from './labelled.ts';
import { aborted, answered, atOnce, failed } from './simulation.ts';
import { between, heldFor, SECOND, timeOut } from './steps.ts';

/** What is long polling, though it may not look like it. */
export const LONG_POLLING: readonly Omit<Labelled, 'label'>[] = [
  {
    name: 'news now and then, a time-out of 20 s',
    make: (r) => atOnce(r, 25, heldFor(4 * SECOND, 20 * SECOND)),
  },
  { name: 'nothing but time-outs', make: (r) => atOnce(r, 12, timeOut(25 * SECOND)) },
  {
    name: 'two holds and a third one just begun',
    make: (r) => atOnce(r, 3, (random, i) => answered(i === 0 ? 3000 : 5000 + random() * 5)),
  },
  { name: 'nothing but short time-outs', make: (r) => atOnce(r, 15, timeOut(2 * SECOND)) },
  { name: 'news twice a second', make: (r) => atOnce(r, 30, between(495, 510)) },
  { name: 'steady news', make: (r) => atOnce(r, 20, between(1980, 2020)) },
  {
    name: 'heavy traffic after a quiet time',
    make: (r) =>
      inTurn(atOnce(r, 8, heldFor(5 * SECOND, 20 * SECOND)), atOnce(r, 120, between(20, 150))),
  },
  {
    name: 'quiet and heavy by turns',
    make: (r) =>
      inTurn(
        ...[0, 1, 2].flatMap(() => [
          atOnce(r, 6, heldFor(6 * SECOND, 20 * SECOND)),
          atOnce(r, 50, between(10, 120)),
        ]),
      ),
  },
  {
    name: 'two clients at once',
    make: (r) =>
      together([
        atOnce(r, 15, heldFor(5 * SECOND, 20 * SECOND)),
        atOnce(r, 15, heldFor(5 * SECOND, 20 * SECOND)),
      ]),
  },
  {
    name: 'a cursor',
    make: (r) =>
      atOnce(r, 20, heldFor(4 * SECOND, 20 * SECOND), undefined, (i) => `cursor=${i * 3}`),
  },
  {
    name: 'two topics with cursors',
    channels: 2,
    make: (r) =>
      together([
        atOnce(r, 20, heldFor(4 * SECOND, 20 * SECOND), undefined, (i) => `topic=a&cursor=${i}`),
        atOnce(
          r,
          20,
          heldFor(4 * SECOND, 20 * SECOND),
          undefined,
          (i) => `topic=b&cursor=${50 + i}`,
        ),
      ]),
  },
  {
    name: 'a server that restarts, with back-off',
    make: (r) =>
      inTurn(
        atOnce(r, 8, heldFor(5 * SECOND, 20 * SECOND)),
        atOnce(
          r,
          5,
          () => failed(20),
          (_, i) => SECOND * 2 ** i,
        ),
        atOnce(r, 10, heldFor(5 * SECOND, 20 * SECOND)),
      ),
  },
  { name: 'holds that the page gives up', make: (r) => atOnce(r, 12, () => aborted(10 * SECOND)) },
  {
    name: 'a breath of half a second between long holds',
    make: (r) => atOnce(r, 12, between(15 * SECOND, 50 * SECOND), () => 500),
  },
  { name: 'half a second on average', make: (r) => atOnce(r, 60, heldFor(800, 20 * SECOND)) },
];
