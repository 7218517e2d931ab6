import { inTurn, together } from './combine.ts';
import type { Labelled } from './labelled.ts';
import { aborted, answered, atOnce, failed, noise, timer } from './simulation.ts';
import { between, nothing, quick, SECOND } from './steps.ts';

/** What is polling, though it may not look like it. */
export const POLLING: readonly Omit<Labelled, 'label'>[] = [
  { name: 'a timer of two seconds, mostly 304', make: (r) => timer(r, 2 * SECOND, 20, nothing) },
  { name: 'the fewest that tell: four', make: (r) => timer(r, 2 * SECOND, 4, quick) },
  {
    name: 'ten times a second',
    make: (r) => timer(r, 100, 60, (random) => answered(3 + random() * 20)),
  },
  {
    name: 'answers too fast for the clock to tell start from end',
    make: (r) => timer(r, SECOND, 20, () => answered(3)),
  },
  { name: 'once a minute', make: (r) => timer(r, 60 * SECOND, 8, quick) },
  {
    name: 'a slow endpoint on a timer',
    make: (r) => timer(r, 2 * SECOND, 20, between(1500, 1950)),
  },
  {
    name: 'slower than its timer, so that requests overlap',
    make: (r) => timer(r, 2 * SECOND, 20, between(2900, 3100)),
  },
  {
    name: 'an endpoint nearly as slow as its timer',
    make: (r) => timer(r, SECOND, 20, between(798, 808)),
  },
  { name: 'a pause after each answer', make: (r) => atOnce(r, 20, between(50, 400), () => SECOND) },
  {
    name: 'a slow endpoint with a pause',
    make: (r) => atOnce(r, 15, between(800, 1400), () => SECOND),
  },
  {
    name: 'a very slow endpoint with a pause',
    make: (r) => atOnce(r, 12, between(4000, 6000), () => 2 * SECOND),
  },
  {
    name: 'a cursor that moves now and then',
    make: (r) => timer(r, 2 * SECOND, 30, quick, (i) => `cursor=${Math.floor(i / 4)}`),
  },
  {
    name: 'a time stamp against caches',
    make: (r) => timer(r, 2 * SECOND, 12, quick, (i) => `_=${1795160000000 + i * 2003}`),
  },
  {
    name: 'cursor and time stamp',
    make: (r) => timer(r, 2 * SECOND, 20, quick, (i) => `since=${i >> 2}&_=${i * 1999}`),
  },
  {
    name: 'three clients on the same period',
    make: (r) =>
      together([0, 700, 1100].map((at) => timer(r, 2 * SECOND, 12, quick, undefined, at))),
  },
  {
    name: 'two clients on different periods',
    make: (r) =>
      together([timer(r, 2 * SECOND, 18, quick), timer(r, 3 * SECOND, 12, quick, undefined, 400)]),
  },
  {
    name: 'a tab put into the background',
    make: (r) => inTurn(timer(r, 5 * SECOND, 12, quick), timer(r, 60 * SECOND, 8, quick)),
  },
  {
    name: 'a period that adapts',
    make: (r) =>
      inTurn(
        timer(r, 2 * SECOND, 10, quick),
        timer(r, 5 * SECOND, 10, quick),
        timer(r, 10 * SECOND, 6, quick),
      ),
  },
  {
    name: 'polls given up after a second',
    make: (r) =>
      timer(r, 3 * SECOND, 12, (_, i) => (i % 3 === 0 ? aborted(SECOND) : answered(300))),
  },
  {
    name: 'a server away for a while',
    make: (r) =>
      timer(r, 2 * SECOND, 24, (random, i) => (i > 8 && i < 14 ? failed(40) : quick(random, i))),
  },
  {
    name: 'a period varied on purpose',
    make: (r) => atOnce(r, 40, between(10, 30), (random) => 5 * SECOND * (0.85 + random() * 0.3)),
  },
  {
    name: 'a laptop that slept',
    make: (r) =>
      inTurn(
        timer(r, 5 * SECOND, 12, quick),
        timer(r, 5 * SECOND, 12, quick, undefined, 3_000_000),
      ),
  },
  {
    name: 'somebody who refreshes by hand besides',
    make: (r) => together([timer(r, 3 * SECOND, 24, quick), noise(r, [31_400, 52_900], quick)]),
  },
  {
    name: 'two topics side by side',
    channels: 2,
    make: (r) =>
      together([
        timer(r, 2 * SECOND, 15, quick, () => 'topic=a'),
        timer(r, 2 * SECOND, 15, quick, () => 'topic=b', 3),
      ]),
  },
  {
    name: 'two topics, each with a cursor',
    channels: 2,
    make: (r) =>
      together([
        timer(r, 2 * SECOND, 24, quick, (i) => `topic=a&cursor=${i >> 1}`),
        timer(r, 2 * SECOND, 24, quick, (i) => `topic=b&cursor=${100 + (i >> 2)}`, 900),
      ]),
  },
  {
    name: 'four rooms by number',
    channels: 4,
    make: (r) =>
      together(
        [1, 2, 3, 4].map((room) => timer(r, 2 * SECOND, 15, quick, () => `room=${room}`, room * 2)),
      ),
  },
];
