import type { Conversation, Said } from './conversation.ts';

/** Attempts at most, and how long: what is left then is small enough to read. */
const ATTEMPTS = 3000;
const MILLISECONDS = 30_000;

/** A smaller conversation that still fails; `fails` is asked of each candidate. */
export function minimised(
  conversation: Conversation,
  fails: (smaller: Conversation) => boolean,
): Conversation {
  const endsAt = performance.now() + MILLISECONDS;
  let attempts = 0;
  let best = conversation;
  const attempt = (said: readonly Said[]): boolean => {
    attempts += 1;
    const smaller = { ...best, said };
    if (attempts > ATTEMPTS || performance.now() > endsAt || !fails(smaller)) return false;
    best = smaller;
    return true;
  };
  for (let before = -1; before !== attempts && attempts < ATTEMPTS; ) {
    before = attempts;
    const isSmaller =
      withoutMessages(() => best.said, attempt) || withoutBytes(() => best.said, attempt);
    if (!isSmaller) break;
  }
  return best;
}

type Attempt = (said: readonly Said[]) => boolean;

/** Leaves out messages, from the last to the first. */
function withoutMessages(current: () => readonly Said[], attempt: Attempt): boolean {
  let isSmaller = false;
  for (let at = current().length - 1; at >= 0; at -= 1) {
    if (current().length > 1 && attempt(current().toSpliced(at, 1))) isSmaller = true;
  }
  return isSmaller;
}

/** Leaves out stretches of each message, the long ones first. */
function withoutBytes(current: () => readonly Said[], attempt: Attempt): boolean {
  let isSmaller = false;
  for (let message = 0; message < current().length; message += 1) {
    for (let size = current()[message]?.bytes.length ?? 0; size >= 1; size = Math.floor(size / 2)) {
      for (let at = 0; at < (current()[message]?.bytes.length ?? 0); ) {
        const isGone = attempt(without(current(), message, at, size));
        if (isGone) isSmaller = true;
        else at += size;
      }
    }
  }
  return isSmaller;
}

function without(
  said: readonly Said[],
  message: number,
  at: number,
  size: number,
): readonly Said[] {
  return said.map((one, index) => {
    if (index !== message) return one;
    const bytes = [...one.bytes.subarray(0, at), ...one.bytes.subarray(at + size)];
    return { ...one, bytes: Uint8Array.from(bytes) };
  });
}
