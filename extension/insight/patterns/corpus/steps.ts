import { answered, type Step } from './simulation.ts';

export const SECOND = 1000;
export const quick: Step = (random) => answered(5 + random() * 60);
export const nothing: Step = (random) =>
  answered(5 + random() * 30, { status: 304, isEmpty: true });
export const timeOut =
  (after: number): Step =>
  (random) =>
    answered(after + 4 + random() * 8, { status: 204, isEmpty: true });
export const between =
  (least: number, most: number): Step =>
  (random) =>
    answered(least + random() * (most - least));

/** Held until news comes, on average after `mean`, or until the server's time-out. */
export const heldFor =
  (mean: number, most: number): Step =>
  (random, index) => {
    const news = -Math.log(1 - random()) * mean;
    return news > most ? timeOut(most)(random, index) : answered(news + 5 + random() * 10);
  };
