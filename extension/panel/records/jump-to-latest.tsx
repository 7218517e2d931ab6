import { useRef } from 'preact/hooks';
import { usePanel } from '../panel-model.ts';
import { count } from '../wording/bytes.ts';

/** Offers the way back to the tail, and counts what came since it was left. */
export function JumpToLatest({ isAtEnd }: { readonly isAtEnd: boolean }) {
  const { rows, choices } = usePanel();
  const left = useRef({ length: 0, restarts: 0 });
  rows.revision.value;
  const { length, restarts } = rows;
  const isOther = restarts !== left.current.restarts || rows.isFiltering.value;
  if (choices.isFollowing.value || isOther || length < left.current.length)
    left.current = { length, restarts };
  const news = length - left.current.length;
  if (choices.isFollowing.value || (isAtEnd && news === 0)) return null;
  const jump = () => {
    choices.isFollowing.value = true;
  };
  return (
    <button type="button" class="jump" data-testid="jump-to-latest" onClick={jump}>
      ↓ Latest{news > 0 && <span class="jump-count">{count(news)} new</span>}
    </button>
  );
}
