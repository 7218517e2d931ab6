import { countText } from '../view/format.ts';
import { words } from '../words/words.ts';
import type { LessonBench } from './lesson-bench.ts';

/** Dots drawn; more credit than that is said in figures alone. */
const DOTS = 24;
const PORTIONS = [1, 5, 20];

/** The credit that the server has, and the buttons that give it more. */
export function PullRow({ bench }: { bench: LessonBench }) {
  const { lesson } = words.value;
  const credit = bench.credit.value ?? 0;
  const waiting = bench.waiting.value;
  const isOpen = bench.watched.status.value.kind === 'open';
  return (
    <div class={`pull ${credit === 0 ? 'spent' : ''}`} data-credit={credit}>
      <p class="pull-credit">
        <b>{countText(credit)}</b> {lesson.credit}
      </p>
      <div class="pull-dots" aria-hidden="true">
        {Array.from({ length: DOTS }, (_, at) => (
          <i key={at} class={at < credit ? 'left' : ''} />
        ))}
      </div>
      <div class="row">
        {PORTIONS.map((n) => (
          <button
            key={n}
            type="button"
            data-request={n}
            disabled={!isOpen}
            onClick={() => bench.watched.requestMore(n)}
          >
            {lesson.requestMore(String(n))}
          </button>
        ))}
        <button type="button" disabled={!isOpen} onClick={() => void bench.askWaiting()}>
          {lesson.askWaiting}
        </button>
        <span class="pull-waiting" role="status">
          {waiting !== undefined && lesson.waiting(countText(waiting))}
        </span>
      </div>
    </div>
  );
}
