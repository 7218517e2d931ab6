/** How long to wait where no frame is drawn, in milliseconds: a hidden panel goes on taking in. */
const HIDDEN_STEP = 250;

/**
 * Calls `step` before a frame is drawn, with epoch milliseconds, then again after the rest that it
 * asks for in milliseconds; now and then also while nothing is drawn.
 * @returns how to stop.
 */
export function everyFrame(step: (now: number) => number): () => void {
  let isOver = false;
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    if (isOver) return;
    timer = setTimeout(() => {
      frame = requestAnimationFrame(next);
      timer = setTimeout(next, HIDDEN_STEP);
    }, step(Date.now()));
  };
  next();
  return () => {
    isOver = true;
    next();
  };
}
