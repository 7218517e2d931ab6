/** The items as `change` gives them back; the same array where nothing changes. */
export function changed<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  let at = 0;
  for (const item of items) {
    const now = change(item);
    if (now !== item) return [...items.slice(0, at), now, ...items.slice(at + 1).map(change)];
    at += 1;
  }
  return items;
}
