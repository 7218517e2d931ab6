import type { FastifyInstance } from 'fastify';

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/** Ports tried, one after the other, when the first is in use. */
const TRIES = 100;

/** Whether only programs of this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** Listens on an address of this machine, on this port or, if asked to, the next free one. */
export async function listen(
  app: FastifyInstance,
  host: string,
  port: number,
  nextFreePort: boolean,
): Promise<void> {
  const start = (candidate: number) => app.listen({ host, port: candidate });
  await onFreePort(start, port, nextFreePort);
}

/**
 * Listens on a port or, if asked to, the next free one.
 * @throws when they are all in use
 */
export async function onFreePort(
  start: (port: number) => Promise<unknown>,
  port: number,
  nextFreePort: boolean,
): Promise<void> {
  const last = nextFreePort && port !== 0 ? Math.min(port + TRIES, 65_535) : port;
  for (let candidate = port; ; candidate += 1) {
    try {
      await start(candidate);
      return;
    } catch (error) {
      if (!isInUse(error)) throw error;
      if (candidate >= last) throw new Error(inUse(port, last), { cause: error });
    }
  }
}

function inUse(first: number, last: number): string {
  const ports = first === last ? `Port ${first} is` : `Ports ${first} to ${last} are`;
  return `${ports} in use. Choose another with --port, or stop what uses it.`;
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
