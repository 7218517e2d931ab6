import type { Verdict } from '../recognise.ts';
import type { RequestSample } from '../sample.ts';
import {
  aborted,
  answered,
  atOnce,
  failed,
  noise,
  type Random,
  type Step,
  timer,
} from './simulation.ts';

/** A history of requests, and what a person who knows the page would call it. */
export interface Labelled {
  readonly name: string;
  readonly label: Verdict['kind'];
  /** Channels it has to be told apart into; one unless said. */
  readonly channels?: number;
  readonly make: (random: Random) => readonly RequestSample[];
}

const SECOND = 1000;
const quick: Step = (random) => answered(5 + random() * 60);
const nothing: Step = (random) => answered(5 + random() * 30, { status: 304, isEmpty: true });
const timeOut =
  (after: number): Step =>
  (random) =>
    answered(after + 4 + random() * 8, { status: 204, isEmpty: true });
const between =
  (least: number, most: number): Step =>
  (random) =>
    answered(least + random() * (most - least));

/** Held until news comes, on average after `mean`, or until the server's time-out. */
const heldFor =
  (mean: number, most: number): Step =>
  (random, index) => {
    const news = -Math.log(1 - random()) * mean;
    return news > most ? timeOut(most)(random, index) : answered(news + 5 + random() * 10);
  };

const POLLING: readonly Omit<Labelled, 'label'>[] = [
  { name: 'a timer of two seconds, mostly 304', make: (r) => timer(r, 2 * SECOND, 20, nothing) },
  { name: 'the fewest that tell: four', make: (r) => timer(r, 2 * SECOND, 4, quick) },
  {
    name: 'ten times a second',
    make: (r) => timer(r, 100, 60, (random) => answered(3 + random() * 20)),
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

const LONG_POLLING: readonly Omit<Labelled, 'label'>[] = [
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

const NONE: readonly Omit<Labelled, 'label'>[] = [
  { name: 'three requests that happen to keep time', make: (r) => timer(r, 2 * SECOND, 3, quick) },
  {
    name: 'two slow requests, one after the other',
    make: (r) => atOnce(r, 2, between(3000, 3500)),
  },
  {
    name: 'three slow requests, one after the other',
    make: (r) => atOnce(r, 3, between(1100, 1900)),
  },
  {
    name: 'a burst on navigation',
    make: (r) =>
      noise(
        r,
        Array.from({ length: 12 }, (_, i) => i * 25 + r() * 15),
        quick,
      ),
  },
  {
    name: 'chance',
    make: (r) =>
      noise(
        r,
        arrivals(r, 40, (random) => -Math.log(1 - random()) * 3000),
        quick,
      ),
  },
  {
    name: 'somebody who clicks',
    make: (r) =>
      noise(
        r,
        arrivals(r, 14, (random) => 600 + random() * 1800),
        quick,
      ),
  },
  {
    name: 'typing into a search field',
    make: (r) =>
      noise(
        r,
        arrivals(r, 14, (random) => 120 + random() * 400),
        quick,
        (i) => `q=${'abcdefghijklmn'.slice(0, i + 1)}`,
      ),
  },
  {
    name: 'pages fetched one after another',
    make: (r) => atOnce(r, 20, between(90, 280), undefined, (i) => `page=${i + 1}`),
  },
  {
    name: 'a few slow pages one after another',
    make: (r) => atOnce(r, 4, between(1200, 1500), undefined, (i) => `page=${i + 1}`),
  },
  {
    name: 'an upload in pieces',
    make: (r) =>
      atOnce(r, 15, (random) => answered(700 + random() * 900, { sentBytes: 1_000_000 })),
  },
  {
    name: 'retries with back-off',
    make: (r) =>
      atOnce(
        r,
        8,
        () => failed(30),
        (_, i) => 500 * 2 ** i,
      ),
  },
  {
    name: 'retries with back-off that succeed at last',
    make: (r) =>
      atOnce(
        r,
        7,
        (_, i) => (i === 6 ? answered(50) : failed(30)),
        (_, i) => SECOND * 2 ** i,
      ),
  },
  {
    name: 'retries that have reached their longest pause',
    make: (r) =>
      atOnce(
        r,
        14,
        () => failed(30),
        () => 5 * SECOND,
      ),
  },
  {
    name: 'a page loaded again and again',
    make: (r) =>
      noise(
        r,
        arrivals(r, 6, (random) => 4000 + random() * 40_000).flatMap((at) => [
          at,
          at + 40 + r() * 60,
          at + 300 + r() * 500,
        ]),
        quick,
      ),
  },
];

/** Every hard case that is known, labelled. */
export const CORPUS: readonly Labelled[] = [
  ...POLLING.map((item): Labelled => ({ ...item, label: 'polling' })),
  ...LONG_POLLING.map((item): Labelled => ({ ...item, label: 'long-polling' })),
  ...NONE.map((item): Labelled => ({ ...item, label: 'none' })),
];

function arrivals(random: Random, count: number, gap: (random: Random) => number): number[] {
  let at = 0;
  return Array.from({ length: count }, () => {
    at += gap(random);
    return at;
  });
}

/** Several clients at the same time. */
function together(histories: readonly (readonly RequestSample[])[]): readonly RequestSample[] {
  return renumber(histories.flat().toSorted((a, b) => a.startedAt - b.startedAt));
}

/** One client that changes its ways: each history begins when the one before has ended. */
function inTurn(...histories: readonly (readonly RequestSample[])[]): readonly RequestSample[] {
  let offset = 0;
  const all = histories.flatMap((history) => {
    const moved = history.map((sample) => shift(sample, offset));
    offset = Math.max(offset, ...moved.map(({ startedAt, endedAt }) => endedAt ?? startedAt)) + 1;
    return moved;
  });
  return renumber(all);
}

function shift(sample: RequestSample, by: number): RequestSample {
  const { startedAt, endedAt } = sample;
  return {
    ...sample,
    startedAt: startedAt + by,
    ...(endedAt !== undefined && { endedAt: endedAt + by }),
  };
}

function renumber(samples: readonly RequestSample[]): readonly RequestSample[] {
  return samples.map((sample, index) => ({ ...sample, id: `c${index}` }));
}
