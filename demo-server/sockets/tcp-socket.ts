import { Socket } from 'node:net';

/**
 * The TCP connection below an object of a library that does not hand it out: the first of these paths of
 * properties that leads to one. Undefined where none does, as between two polls.
 */
export function tcpSocketOf(from: unknown, ...paths: readonly string[]): Socket | undefined {
  for (const path of paths) {
    const found = path.split('.').reduce(propertyOf, from);
    if (found instanceof Socket) return found;
  }
  return undefined;
}

/** Milliseconds between two looks for a connection to cut, and how often one looks. */
const LOOKS = { pause: 10, count: 500 };

/** Cuts the connection that carries a session: the one there is or, between two polls, the next. */
export function cutWhenOpen(tcpOf: () => Socket | undefined, looks: number = LOOKS.count): void {
  const tcp = tcpOf();
  if (tcp) tcp.destroy();
  else if (looks > 0) setTimeout(() => cutWhenOpen(tcpOf, looks - 1), LOOKS.pause).unref();
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
