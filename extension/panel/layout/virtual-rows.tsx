import type { ComponentChildren, HTMLAttributes, Ref } from 'preact';
import { useImperativeHandle, useLayoutEffect, useRef, useState } from 'preact/hooks';
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

const OVERSCAN = 8;
/** Nearer to the end than this counts as at the end, in pixels. */
const END = 4;

export interface VirtualRowsHandle {
  /** Scrolls as little as needed for a row to be in view. */
  reveal(row: number): void;
  toEnd(): void;
  focus(): void;
  /** Rows that fit. */
  pageSize(): number;
}

const nobody = () => undefined;

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
  readonly handle?: Ref<VirtualRowsHandle>;
  readonly 'data-testid'?: string;
}

/** Rows of one height of which only those in view are in the document. */
export function VirtualRows(props: VirtualRowsProps) {
  const {
    count,
    rowHeight,
    row,
    isFollowing = false,
    kept,
    onScrolled,
    handle,
    ...attributes
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const own = useRef(0);
  const [top, setTop] = useState(0);
  const { height: viewport } = useInnerSize(scroller);
  const extent: Extent = { rows: count, rowHeight, viewport };
  const isScaled = count * rowHeight > scrollHeight(extent);

  const moveTo = (target: number) => {
    const element = scroller.current;
    const next = clampTop(target, extent);
    setTop(next);
    if (!element) return;
    element.scrollTop = toScroll(next, extent);
    own.current = element.scrollTop;
  };

  useLayoutEffect(() => {
    if (isFollowing) moveTo(furthest(extent));
    else if (top > furthest(extent)) moveTo(top);
  }, [isFollowing, count, viewport]);

  useLayoutEffect(() => {
    if (kept !== undefined && !isFollowing) moveTo(reveal(kept, top, extent));
  }, [viewport]);

  useImperativeHandle(handle ?? nobody, () => ({
    reveal: (index) => moveTo(reveal(index, top, extent)),
    toEnd: () => moveTo(furthest(extent)),
    focus: () => scroller.current?.focus(),
    pageSize: () => Math.max(1, Math.floor(viewport / rowHeight) - 1),
  }));

  const scrolled = () => {
    const scrollTop = scroller.current?.scrollTop ?? 0;
    if (Math.abs(scrollTop - own.current) < 1) return;
    own.current = scrollTop;
    const next = fromScroll(scrollTop, extent);
    setTop(next);
    onScrolled?.(next >= furthest(extent) - END);
  };

  const wheeled = (event: WheelEvent) => {
    if (!isScaled || event.ctrlKey) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? rowHeight : 1;
    const next = clampTop(top + event.deltaY * unit, extent);
    moveTo(next);
    onScrolled?.(next >= furthest(extent) - END);
  };

  const { first, end, offset } = windowAt(Math.min(top, furthest(extent)), extent, OVERSCAN);
  const rows: ComponentChildren[] = [];
  for (let index = first; index < end; index++) rows.push(row(index));
  return (
    <div {...attributes} ref={scroller} onScroll={scrolled} onWheel={wheeled}>
      <div
        class="virtual-extent"
        role="presentation"
        style={{ height: `${scrollHeight(extent)}px` }}
      >
        <div
          class="virtual-window"
          role="presentation"
          style={{ transform: `translateY(${offset}px)` }}
        >
          {rows}
        </div>
      </div>
    </div>
  );
}
