import { signal } from '@preact/signals';

/** How the panes lie: side by side, detail below the list, or all below one another. */
export type LayoutMode = 'wide' | 'medium' | 'narrow';

const WIDE = '(min-width: 1000px)';
const MEDIUM = '(min-width: 640px)';

/** The mode that fits the panel's width; follows it. */
export const layoutMode = signal<LayoutMode>(currentMode());

for (const query of [WIDE, MEDIUM])
  globalThis.matchMedia?.(query).addEventListener('change', () => {
    layoutMode.value = currentMode();
  });

function currentMode(): LayoutMode {
  if (globalThis.matchMedia?.(WIDE).matches) return 'wide';
  return globalThis.matchMedia?.(MEDIUM).matches ? 'medium' : 'narrow';
}
