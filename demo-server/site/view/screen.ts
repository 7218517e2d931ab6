import { signal } from '@preact/signals';

const NARROW = '(max-width: 560px)';

/** Whether the page is as narrow as on a telephone; what is drawn to scale then needs another scale. */
export const isNarrow = signal(false);

/** Follows the width of the page from now on. */
export function watchScreen(): void {
  const narrow = matchMedia(NARROW);
  const follow = () => {
    isNarrow.value = narrow.matches;
  };
  narrow.addEventListener('change', follow);
  follow();
}
