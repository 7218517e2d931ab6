import type { Crossing } from '../transports/crossing.ts';

/** A crossing, with when the page saw it (milliseconds of any clock that only runs forward). */
export interface Seen {
  readonly at: number;
  readonly crossing: Crossing;
}

/** One arrow of the drawing. */
export interface Arrow {
  /** Stays the same while the drawing moves on. */
  readonly key: number;
  readonly y: number;
  /** Milliseconds since the first crossing of all. */
  readonly time: number;
  readonly crossing: Crossing;
}

/** A stretch in which an exchange was open: an answer held back, or a connection kept. */
export interface Span {
  readonly exchange: number;
  /** Place beside the others that are open at the time, from 0. */
  readonly column: number;
  readonly from: number;
  readonly to: number;
  /** It began before the first arrow shown, or goes on after the last. */
  readonly isCutAtTop: boolean;
  readonly isOpen: boolean;
  /** How long it has been open, in milliseconds, where its beginning is known. */
  readonly lasted: number | undefined;
}

export interface Drawing {
  readonly arrows: readonly Arrow[];
  readonly spans: readonly Span[];
  readonly height: number;
}

const ROW = 34;
const TOP = 20;
/** Silence between two crossings is drawn this much longer, at most, in pixels. */
const LONGEST_PAUSE = 36;

/** The latest crossings as a sequence diagram: one arrow a row, time downwards, not to scale. */
export function draw(seen: readonly Seen[], rows: number): Drawing {
  const shown = seen.slice(-rows);
  const first = seen[0]?.at ?? 0;
  const skipped = seen.length - shown.length;
  let y = TOP;
  const arrows = shown.map(({ at, crossing }, index) => {
    const before = shown[index - 1];
    if (before) y += ROW + pauseHeight(at - before.at);
    return { key: skipped + index, y, time: at - first, crossing };
  });
  const height = y + TOP;
  return { arrows, spans: spansOf(seen, arrows, height), height };
}

/** Longer silence is drawn longer, each tenfold by the same. */
function pauseHeight(milliseconds: number): number {
  return Math.min(LONGEST_PAUSE, Math.max(0, 12 * Math.log10(Math.max(1, milliseconds) / 100)));
}

function spansOf(seen: readonly Seen[], arrows: readonly Arrow[], height: number): Span[] {
  const shown = seen.slice(seen.length - arrows.length);
  const hidden = seen.slice(0, seen.length - arrows.length);
  const wasOpen = new Set<number>();
  const begun = new Map<number, number>();
  for (const { at, crossing } of seen)
    if (crossing.role === 'request') begun.set(crossing.exchange, at);
  for (const { crossing } of hidden) {
    if (isEnd(crossing)) wasOpen.delete(crossing.exchange);
    else wasOpen.add(crossing.exchange);
  }
  const exchanges = [...new Set([...wasOpen, ...shown.map(({ crossing }) => crossing.exchange)])];
  const last = seen.at(-1)?.at ?? 0;
  const spans = exchanges.map((exchange) => {
    const start = arrows.find(
      ({ crossing }) => crossing.exchange === exchange && crossing.role === 'request',
    );
    const end = arrows.find(({ crossing }) => crossing.exchange === exchange && isEnd(crossing));
    const endedAt = end && shown[arrows.indexOf(end)]?.at;
    const from = begun.get(exchange);
    return {
      exchange,
      from: start?.y ?? 0,
      to: end?.y ?? height,
      isCutAtTop: start === undefined,
      isOpen: end === undefined,
      lasted: from === undefined ? undefined : (endedAt ?? last) - from,
    };
  });
  return inColumns(spans);
}

/** Puts spans that overlap beside one another. */
function inColumns(spans: readonly Omit<Span, 'column'>[]): Span[] {
  const ends: number[] = [];
  return [...spans]
    .sort((a, b) => a.from - b.from)
    .map((span) => {
      const free = ends.findIndex((end) => end < span.from);
      const column = free === -1 ? ends.length : free;
      ends[column] = span.to;
      return { ...span, column };
    });
}

function isEnd({ role }: Crossing): boolean {
  return role === 'answer' || role === 'end';
}
