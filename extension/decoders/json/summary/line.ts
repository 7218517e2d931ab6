import { shorten } from '../../../bytes/shorten.ts';

/** Characters of one string, and of a whole line. */
export const STRING = 40;
export const LINE = 120;
/** A value is shown with all that is in it where that takes no more characters than this. */
export const WHOLE = 200;
/** What lies further to the right than this is often not in view. */
export const IN_VIEW = 60;

/** Stands for a value that is not there. */
export const NOTHING = '…';

/** The line with its most telling member in front, unless that is in view already at its `place`. */
export function ledBy(head: string, line: string, place: number): string {
  const isInView = place >= 0 && place + head.length <= IN_VIEW;
  return isInView ? line : shorten(`${head} · ${line}`, WHOLE);
}
