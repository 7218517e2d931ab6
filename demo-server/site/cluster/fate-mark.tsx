import { words } from '../words/words.ts';
import type { Fate } from './words.ts';

const SIGNS: Record<Fate, string> = {
  heard: '●',
  'not-heard': '✕',
  away: '–',
  'on-its-way': '…',
  unpublished: '·',
};

/** What became of a word, as a sign and for those who do not see it in a word. */
export function FateMark({ fate }: { fate: Fate }) {
  const text = words.value.cluster.fates[fate];
  return (
    <span class={`fate ${fate}`} title={text}>
      <span aria-hidden="true">{SIGNS[fate]}</span>
      <span class="unseen">{text}</span>
    </span>
  );
}
