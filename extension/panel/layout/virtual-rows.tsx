import type { ComponentChildren, HTMLAttributes, Ref } from 'preact';
import { useImperativeHandle, useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import { useInnerSize } from './measure.ts';
import {
  clampTop,
  type Extent,
  fromScroll,
  furthest,
  reveal,
  scrollHeight,
  toScroll,
  windowAt,
} from './windowing.ts';

const OVERSCAN = 4;
/** Nearer to the end than this counts as at the end, in pixels: rows come while one scrolls there. */
const END = 24;

export interface VirtualRowsHandle {
  /** Scrolls as little as needed for a row to be in view. */
  reveal(row: number): void;
  /** Scrolls so that a row is the first one in view, or in the middle of it. */
  place(row: number, at: 'top' | 'middle'): void;
  /** The first row that is wholly in view. */
  first(): number;
  /** Rows that fit. */
  pageSize(): number;
}

interface VirtualRowsProps extends Omit<HTMLAttributes<HTMLDivElement>, 'onScroll' | 'ref'> {
  readonly count: number;
  /** Pixels; all rows have it. */
  readonly rowHeight: number;
  readonly row: (index: number) => ComponentChildren;
  /** Stays at the end as rows are added. */
  readonly isFollowing?: boolean;
  /** Row that stays in view when the height changes. */
  readonly kept?: number;
  /** The person scrolled: to the end, or away from it. */
  readonly onScrolled?: (isAtEnd: boolean) => void;
  /** Whether the last row is in view, told whenever that may have changed. */
  readonly onPlaced?: (isAtEnd: boolean) => void;
  readonly handle?: Ref<VirtualRowsHandle>;
  readonly 'data-testid'?: string;
}

/** Rows of one height of which only those in view are in the document. */
export function VirtualRows(props: VirtualRowsProps) {
  const { count, rowHeight, row, isFollowing, kept, onScrolled, onPlaced, handle, ...rest } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { height: viewport } = useInnerSize(scroller);
  const extent: Extent = { rows: count, rowHeight, viewport };
  const { top, moveTo, scrolled, place } = usePosition(scroller, extent, isFollowing === true);
  const isAtEnd = (position: number) => position >= furthest(extent) - END;

  useLayoutEffect(place, [isFollowing, count, viewport]);
  useLayoutEffect(() => {
    if (kept !== undefined && !isFollowing) moveTo(reveal(kept, top, extent));
  }, [viewport]);
  useLayoutEffect(() => onPlaced?.(isAtEnd(top)), [top, count, viewport]);
  useImperativeHandle(handle ?? nobody, () => ({
    reveal: (index) => moveTo(reveal(index, top, extent)),
    place: (index, at) =>
      moveTo(index * rowHeight - (at === 'middle' ? (viewport - rowHeight) / 2 : 0)),
    first: () => Math.ceil(top / rowHeight),
    pageSize: () => Math.max(1, Math.floor(viewport / rowHeight) - 1),
  }));

  const wheeled = (event: WheelEvent) => {
    // Where the scroll position is scaled, the browser's own wheel steps would skip rows.
    if (count * rowHeight <= scrollHeight(extent) || event.ctrlKey) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? rowHeight : 1;
    onScrolled?.(isAtEnd(moveTo(top + event.deltaY * unit)));
  };
  const { first, end, offset } = windowAt(top, extent, OVERSCAN);
  return (
    <div
      {...rest}
      ref={scroller}
      onScroll={() => {
        const position = scrolled();
        if (position !== undefined) onScrolled?.(isAtEnd(position));
      }}
      onWheel={wheeled}
    >
      <div class="virtual-extent" role="presentation" style={{ height: px(scrollHeight(extent)) }}>
        <div
          class="virtual-window"
          role="presentation"
          style={{ transform: `translateY(${px(offset)})` }}
        >
          {Array.from({ length: Math.max(0, end - first) }, (_, index) => row(first + index))}
        </div>
      </div>
    </div>
  );
}

/**
 * Where the rows are scrolled to, in their own pixels, in step with the element. While following
 * it is the end, whatever comes: known before drawing, so that nothing is drawn twice.
 */
function usePosition(
  scroller: { readonly current: HTMLElement | null },
  extent: Extent,
  isFollowing: boolean,
) {
  const [, redraw] = useReducer((count: number, _: undefined) => count + 1, 0);
  const position = useRef(0);
  /** The element's position as we know it: an event that tells the same is our own doing. */
  const known = useRef(0);
  position.current = isFollowing ? furthest(extent) : clampTop(position.current, extent);
  const place = () => {
    if (!scroller.current) return;
    scroller.current.scrollTop = toScroll(position.current, extent);
    known.current = scroller.current.scrollTop;
  };
  const moveTo = (target: number): number => {
    position.current = clampTop(target, extent);
    place();
    redraw(undefined);
    return position.current;
  };
  const scrolled = (): number | undefined => {
    const scrollTop = scroller.current?.scrollTop ?? 0;
    if (Math.abs(scrollTop - known.current) < 1) return undefined;
    known.current = scrollTop;
    position.current = fromScroll(scrollTop, extent);
    redraw(undefined);
    return position.current;
  };
  return { top: position.current, moveTo, scrolled, place };
}

const nobody = () => undefined;

function px(pixels: number): string {
  return `${pixels}px`;
}
