import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { VirtualRowsHandle } from '../layout/virtual-rows.tsx';
import { usePanel } from '../panel-model.ts';
import { timeOf } from './row.ts';

/**
 * Keeps the person's place when other rows are chosen: what is selected stays in view with what
 * happened around it, else the time that was at the top stays there.
 */
export function useKeptPlace(list: RefObject<VirtualRowsHandle | null>): void {
  const { rows, choices } = usePanel();
  const kept = useRef({ restarts: rows.restarts, time: 0 });
  const { restarts } = rows;
  const isFiltering = rows.isFiltering.value;
  useLayoutEffect(() => {
    const handle = list.current;
    if (!handle || isFiltering || choices.isFollowing.peek()) return;
    if (restarts === kept.current.restarts) {
      const top = rows.at(handle.first());
      if (top) kept.current.time = timeOf(top);
      return;
    }
    kept.current.restarts = restarts;
    const selected = rows.find(choices.selected.peek());
    if (selected >= 0) handle.place(selected, 'middle');
    else handle.place(rows.positionAt(kept.current.time), 'top');
  });
}
