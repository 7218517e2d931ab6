import { apply, uncurry } from './natives.ts';
import { settle } from './promises.ts';

type PostTask = (action: () => void, options: { readonly delay: number }) => Promise<void>;

const scheduler: unknown = Reflect.get(globalThis, 'scheduler');
const postTask = (scheduler as { readonly postTask?: PostTask } | undefined)?.postTask;
const nativeSetTimeout = setTimeout;

/**
 * Runs `action` after `delay` milliseconds. Not by `setTimeout`, where it can be helped: pages see
 * its ids, and some clear every timer there is.
 */
export const schedule: (action: () => void, delay: number) => void =
  postTask === undefined ? scheduleTimeout : scheduleTask(uncurry(postTask));

function scheduleTask(post: (self: unknown, ...args: Parameters<PostTask>) => Promise<void>) {
  return (action: () => void, delay: number): void => {
    const done = () => {};
    // Without a prototype, where a page may have put a `signal` or a `priority`.
    const options = { __proto__: null, delay };
    settle(post(scheduler, action, options), done, done);
  };
}

function scheduleTimeout(action: () => void, delay: number): void {
  apply(nativeSetTimeout, undefined, [action, delay]);
}
