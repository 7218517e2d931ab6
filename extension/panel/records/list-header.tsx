import { useComputed } from '@preact/signals';
import { sizes } from '../layout/sizes.ts';
import { Splitter } from '../layout/splitter.tsx';

/** Names of the columns, with borders to drag. */
export function ListHeader() {
  return (
    <div class="records-row records-header" role="row">
      <span role="columnheader">
        Time
        <Splitter size={sizes.time} axis="x" label="Width of the time column" />
      </span>
      <span role="columnheader" class="end" title="Time since the row before">
        Δ
        <Splitter size={sizes.delta} axis="x" label="Width of the time difference column" />
      </span>
      <span role="columnheader" class="centre" title="↑ sent by the page, ↓ received by it">
        ↕
      </span>
      <span role="columnheader">What</span>
      <span role="columnheader" class="place">
        <Splitter size={sizes.place} axis="x" isReversed label="Width of the connection column" />
        Connection
      </span>
      <span role="columnheader" class="end">
        <Splitter size={sizes.size} axis="x" isReversed label="Width of the size column" />
        Size
      </span>
    </div>
  );
}

/** The columns' widths as style of whatever holds the rows. */
export function useColumnStyle() {
  const { time, delta, place, size } = sizes;
  return useComputed(
    () =>
      `--time:${time.value.value}px;--delta:${delta.value.value}px;` +
      `--place:${place.value.value}px;--size-column:${size.value.value}px`,
  );
}
