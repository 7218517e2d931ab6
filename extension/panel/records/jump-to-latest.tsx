import { useRef } from 'preact/hooks';
import { usePanel } from '../panel-model.ts';
import { count } from '../wording/bytes.ts';

/** Offers the way back to the tail, and counts what came since it was left. */
export function JumpToLatest() {
  const { rows, choices } = usePanel();
  const leftAt = useRef(0);
  rows.revision.value;
  if (choices.isFollowing.value || rows.length === 0) {
    leftAt.current = rows.length;
    return null;
  }
  leftAt.current = Math.min(leftAt.current, rows.length);
  const news = rows.length - leftAt.current;
  const jump = () => {
    choices.isFollowing.value = true;
  };
  return (
    <button type="button" class="jump" data-testid="jump-to-latest" onClick={jump}>
      ↓ Latest{news > 0 && <span class="jump-count">{count(news)} new</span>}
    </button>
  );
}
