import { uncurry } from './natives.ts';

const NativePromise = Promise;
const nativeThen = uncurry(Promise.prototype.then);

/** Looks at a promise of our own (not the page's), whatever became of `Promise.prototype.then`. */
export function settle<Value>(
  promise: Promise<Value>,
  fulfilled: (value: Value) => void,
  rejected: (reason: unknown) => void,
): void {
  nativeThen(
    promise,
    (value) => fulfilled(value as Value),
    (reason) => rejected(reason),
  );
}

/** A promise for the page, made by the browser's own constructor. */
export function deferred<Value>(
  executor: (resolve: (value: Value) => void, reject: (reason: unknown) => void) => void,
): Promise<Value> {
  return new NativePromise(executor);
}

/**
 * A promise for the page that settles as `promise` does, after we have seen the outcome.
 *
 * Observing the native promise itself would mark it as handled, and an error that the page forgets
 * to handle would no longer reach its `unhandledrejection` listeners. The price of a second promise
 * is that the page's reactions run one microtask later, within the same task.
 */
export function mirror<Value>(
  promise: Promise<Value>,
  fulfilled: (value: Value) => void,
  rejected: (reason: unknown) => void,
): Promise<Value> {
  let settleAs: { resolve(value: Value): void; reject(reason: unknown): void } | undefined;
  const mirrored = deferred<Value>((resolve, reject) => {
    settleAs = { resolve, reject };
  });
  const seen = (value: Value): void => {
    fulfilled(value);
    settleAs?.resolve(value);
  };
  const failed = (reason: unknown): void => {
    rejected(reason);
    settleAs?.reject(reason);
  };
  try {
    settle(promise, seen, failed);
    return mirrored;
  } catch {
    // No promise of the browser's: the page replaced the API before we came.
    return promise;
  }
}
