import type { Verdict } from '../recognise.ts';
import type { RequestSample } from '../sample.ts';
import type { Random } from './simulation.ts';

/** A history of requests, and what a person who knows the page would call it. */
export interface Labelled {
  readonly name: string;
  readonly label: Verdict['kind'];
  /** Channels it has to be told apart into; one unless said. */
  readonly channels?: number;
  readonly make: (random: Random) => readonly RequestSample[];
}
