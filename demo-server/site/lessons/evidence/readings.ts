import type { Seen } from '../../model/diagram.ts';
import type { Crossing } from '../../transports/crossing.ts';

/** What was done after the connection was lost: how long later (milliseconds), and in what words. */
export interface WayBack {
  readonly after: number;
  readonly by: string;
}

/** The latest loss of the connection, and the request that followed it. */
export function wayBackIn(seen: readonly Seen[]): WayBack | undefined {
  const next = seen.findLastIndex(
    ({ crossing }, at) => crossing.role === 'request' && seen[at - 1]?.crossing.role === 'end',
  );
  const [before, request] = [seen[next - 1], seen[next]];
  return before && request && { after: request.at - before.at, by: request.crossing.label };
}

/** The least and the most bytes that framed a message in one direction. */
export function framingIn(
  seen: readonly Seen[],
  direction: Crossing['direction'],
): { readonly least: number; readonly most: number } | undefined {
  const heads = seen.flatMap(({ crossing }) =>
    crossing.role === 'message' && crossing.direction === direction ? [crossing.head] : [],
  );
  return heads.length === 0 ? undefined : { least: Math.min(...heads), most: Math.max(...heads) };
}

/** How many crossings begin with a word. */
export function countOf(seen: readonly Seen[], word: string): number {
  return seen.filter(({ crossing }) => crossing.label.startsWith(word)).length;
}

/** What the server answered to the latest handshake. */
export function handshakeIn(seen: readonly Seen[]): string | undefined {
  return seen.findLast(({ crossing }) => crossing.role === 'begin')?.crossing.label;
}

/** What of a request's times tells whether it needed a connection of its own. */
export type RequestTimes = Pick<PerformanceResourceTiming, 'name' | 'connectStart' | 'connectEnd'>;

/**
 * Requests of a client, and how many of them went over a connection that was open before: there was
 * nothing to connect (Resource Timing, "connectEnd").
 */
export function reuseIn(
  times: readonly RequestTimes[],
  client: string,
): { readonly all: number; readonly reused: number } {
  const own = times.filter(({ name }) => name.includes(client));
  const reused = own.filter(({ connectStart, connectEnd }) => connectEnd <= connectStart);
  return { all: own.length, reused: reused.length };
}

/** How a body came: pieces of the network, lines of the message format, and cuts inside a line. */
export interface Pieces {
  readonly pieces: number;
  readonly lines: number;
  readonly cut: number;
}

/** Counts pieces of text one after the other. */
export function withPiece({ pieces, lines, cut }: Pieces, text: string): Pieces {
  return {
    pieces: pieces + 1,
    lines: lines + text.split('\n').length - 1,
    cut: cut + (text.endsWith('\n') ? 0 : 1),
  };
}
