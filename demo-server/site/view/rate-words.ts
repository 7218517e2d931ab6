import { words } from '../words/words.ts';
import { durationText } from './format.ts';

/** How often something happens, in the words of the page: `5 / s`, `every 10 s`, `silent`. */
export function rateWords(rate: number): string {
  const { lesson } = words.value;
  if (rate === 0) return lesson.silent;
  return rate >= 1 ? lesson.perSecond(String(rate)) : lesson.every(durationText(1000 / rate));
}
