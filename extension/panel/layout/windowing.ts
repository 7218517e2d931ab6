/**
 * Windowing of rows of one height, for lists longer than a browser can scroll.
 *
 * A browser caps an element at about 33 million pixels. Beyond {@link SCROLL_LIMIT} the scrollable
 * element stays that high and the scroll position is scaled; rows keep their height, so that only
 * the scrollbar is coarser.
 */

/** Height of the scrolled element at most, in pixels. */
export const SCROLL_LIMIT = 15_000_000;

/** Sizes in pixels, except `rows`. */
export interface Extent {
  readonly rows: number;
  readonly rowHeight: number;
  readonly viewport: number;
}

export interface Window {
  /** First row to draw, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** Where the first drawn row lies inside the scrolled element, in pixels. */
  readonly offset: number;
}

/** Height that the scrolled element must have. */
export function scrollHeight(extent: Extent): number {
  return Math.min(extent.rows * extent.rowHeight, SCROLL_LIMIT);
}

/** Farthest that the rows can be scrolled, in their own pixels. */
export function furthest(extent: Extent): number {
  return Math.max(0, extent.rows * extent.rowHeight - extent.viewport);
}

/** Row pixels per scroll pixel: 1 unless the list is longer than a browser can scroll. */
function scale(extent: Extent): number {
  const scrollable = scrollHeight(extent) - extent.viewport;
  return scrollable > 0 ? Math.max(1, furthest(extent) / scrollable) : 1;
}

/** The browser's scroll position for a position in rows' pixels. */
export function toScroll(top: number, extent: Extent): number {
  return top / scale(extent);
}

/** The position in rows' pixels for the browser's scroll position. */
export function fromScroll(scrollTop: number, extent: Extent): number {
  return clampTop(scrollTop * scale(extent), extent);
}

export function clampTop(top: number, extent: Extent): number {
  return Math.min(Math.max(0, top), furthest(extent));
}

/** The rows to draw at a position, with some before and after it so that scrolling finds them drawn. */
export function windowAt(top: number, extent: Extent, overscan: number): Window {
  const { rows, rowHeight, viewport } = extent;
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan);
  const end = Math.min(rows, Math.ceil((top + viewport) / rowHeight) + overscan);
  return { first, end, offset: toScroll(top, extent) + first * rowHeight - top };
}

/** The position, nearest to the present one, at which a row is wholly in view. */
export function reveal(row: number, top: number, extent: Extent): number {
  const start = row * extent.rowHeight;
  const end = start + extent.rowHeight;
  if (start < top) return clampTop(start, extent);
  if (end > top + extent.viewport) return clampTop(end - extent.viewport, extent);
  return top;
}
