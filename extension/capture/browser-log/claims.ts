import { isRequest } from '../../contract/words.ts';
import type { Tracked } from '../tracked.ts';
import type { LogEntry } from './entry.ts';
import { likeness } from './likeness.ts';

/** How far the two witnesses' clocks may be apart for one request, in milliseconds. */
const EARLIER = 100;
const LATER = 5_000;
/** Starts that lie no farther apart do not tell requests apart, in milliseconds. */
const RIVALRY = 20;

/** Connections of the page that the browser's log may still have something to say about. */
export class Claims {
  readonly #open = new Map<string, Tracked[]>();

  add(tracked: Tracked): void {
    const key = keyOf(tracked.transport, tracked.method, tracked.url);
    const waiting = this.#open.get(key);
    if (waiting) waiting.push(tracked);
    else this.#open.set(key, [tracked]);
  }

  /**
   * The page's connection that this entry is about: same transport, method and URL, and the
   * nearest start; of several that began together, the one with the same response. `mayWait` where
   * there is time until the page has told of its responses. An EventSource that reconnects is
   * claimed again, as is the target of a redirect.
   */
  claim(entry: LogEntry, mayWait: boolean): Tracked | undefined {
    const key = keyOf(entry.transport, entry.method, entry.url);
    const waiting = this.#open.get(key) ?? [];
    const rivals = rivalsFor(waiting, entry);
    if (mayWait && isUndecided(rivals, entry)) return undefined;
    const found = rivals.length > 1 ? mostAlike(rivals, entry) : rivals[0];
    if (!found) return undefined;
    if (found.transport !== 'eventsource') remove(waiting, found);
    if (waiting.length === 0) this.#open.delete(key);
    found.claims += 1;
    if (entry.redirectedTo) this.#follow(found, entry);
    return found;
  }

  /** Ended long ago and never claimed: the log was cleared, or never knew it. */
  forget(before: number): void {
    for (const [key, waiting] of this.#open) {
      const rest = waiting.filter((one) => !one.ended || one.openedAt > before);
      if (rest.length === 0) this.#open.delete(key);
      else this.#open.set(key, rest);
    }
  }

  #follow(tracked: Tracked, entry: LogEntry): void {
    // 307 and 308 keep the method; the others turn anything but HEAD into GET (Fetch §4.4).
    const keeps = entry.status === 307 || entry.status === 308 || entry.method === 'HEAD';
    const target = entry.redirectedTo ?? tracked.url;
    const key = keyOf(tracked.transport, keeps ? entry.method : 'GET', target);
    this.#open.set(key, [...(this.#open.get(key) ?? []), tracked]);
  }
}

/** Connections that the entry may be about, the nearest start first. */
function rivalsFor(waiting: readonly Tracked[], entry: LogEntry): readonly Tracked[] {
  const near = waiting
    .map((tracked) => ({ tracked, distance: distanceOf(tracked, entry) }))
    .filter(({ distance }) => distance < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.distance - b.distance);
  const most = (near[0]?.distance ?? 0) + RIVALRY;
  return near.filter(({ distance }) => distance <= most).map(({ tracked }) => tracked);
}

/** Whether a response that the page has yet to tell of could decide between rivals. */
function isUndecided(rivals: readonly Tracked[], entry: LogEntry): boolean {
  if (!isRequest(entry.transport) || rivals.length < 2 || entry.status === 0 || entry.redirectedTo)
    return false;
  return rivals.some(({ head, ended }) => head === undefined && !ended);
}

function mostAlike(rivals: readonly Tracked[], entry: LogEntry): Tracked | undefined {
  const { response } = entry.heads();
  const rated = rivals.map((tracked) => ({ tracked, likeness: likeness(tracked.head, response) }));
  const best = Math.max(...rated.map((one) => one.likeness));
  return rated.find((one) => one.likeness === best)?.tracked;
}

function distanceOf(tracked: Tracked, entry: LogEntry): number {
  if (tracked.claims > 0 && tracked.transport === 'eventsource') {
    return tracked.ended ? Number.POSITIVE_INFINITY : LATER;
  }
  if (entry.startedAt === undefined) return 0;
  const difference = entry.startedAt - tracked.openedAt;
  const isNear = difference > -EARLIER && difference < LATER;
  return isNear ? Math.abs(difference) : Number.POSITIVE_INFINITY;
}

function remove(list: Tracked[], one: Tracked): void {
  const at = list.indexOf(one);
  if (at >= 0) list.splice(at, 1);
}

function keyOf(transport: string, method: string, url: string): string {
  return `${transport} ${transport === 'websocket' ? '' : method} ${url}`;
}
