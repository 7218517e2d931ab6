/** How long to wait where no frame is drawn, in milliseconds: a hidden panel goes on taking in. */
const HIDDEN_STEP = 250;

/**
 * Calls `step` once per frame, and now and then while nothing is drawn, with epoch milliseconds.
 * @returns how to stop.
 */
export function everyFrame(step: (now: number) => void): () => void {
  let isOver = false;
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    if (isOver) return;
    step(Date.now());
    frame = requestAnimationFrame(next);
    timer = setTimeout(next, HIDDEN_STEP);
  };
  next();
  return () => {
    isOver = true;
    next();
  };
}
