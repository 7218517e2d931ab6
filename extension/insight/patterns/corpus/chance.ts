import { arrivals } from './combine.ts';
import type { Labelled } from './labelled.ts';
import { answered, atOnce, failed, noise, timer } from './simulation.ts';
import { between, quick, SECOND } from './steps.ts';

/** What is neither, though it may look like it. */
export const NONE: readonly Omit<Labelled, 'label'>[] = [
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
    name: 'pages fetched one after another, each drawn before the next',
    make: (r) =>
      atOnce(
        r,
        20,
        between(150, 900),
        (random) => 130 + random() * 200,
        (i) => `page=${i + 1}`,
      ),
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
