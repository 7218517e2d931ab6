import { resize, type Size } from './sizes.ts';

/** Pixels that one press of an arrow key moves a border. */
const KEY_STEP = 16;

interface SplitterProps {
  readonly size: Size;
  /** Direction in which the pointer moves. */
  readonly axis: 'x' | 'y';
  /** Whether the sized thing lies after the splitter, and shrinks as the pointer goes on. */
  readonly isReversed?: boolean;
  readonly label: string;
  readonly class?: string;
}

/** A border between two panes or columns that can be dragged, or moved by the arrow keys. */
export function Splitter({ size, axis, isReversed = false, label, class: name }: SplitterProps) {
  const sign = isReversed ? -1 : 1;
  const drag = (down: PointerEvent) => {
    const handle = down.currentTarget;
    if (!(handle instanceof HTMLElement) || down.button !== 0) return;
    const start = axis === 'x' ? down.clientX : down.clientY;
    const before = size.value.peek();
    const move = (event: PointerEvent) =>
      resize(size, before + sign * ((axis === 'x' ? event.clientX : event.clientY) - start));
    handle.setPointerCapture(down.pointerId);
    handle.addEventListener('pointermove', move);
    handle.addEventListener(
      'lostpointercapture',
      () => handle.removeEventListener('pointermove', move),
      { once: true },
    );
    down.preventDefault();
  };
  const press = (event: KeyboardEvent) => {
    const [less, more] = axis === 'x' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    const step = event.key === more ? KEY_STEP : event.key === less ? -KEY_STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    resize(size, size.value.peek() + sign * step);
  };
  return (
    <div
      class={`splitter ${name ?? ''}`}
      data-axis={axis}
      role="separator"
      aria-label={label}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={size.value.value}
      aria-valuemin={size.minimum}
      aria-valuemax={size.maximum}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={press}
    />
  );
}
