/** A list that is walked with the keyboard. */
export interface Walk {
  /** Where the walk stands; −1 before the first row. */
  readonly position: number;
  readonly length: number;
  /** Rows that Page Up and Page Down skip. */
  readonly page: number;
}

/** The row that a key leads to, within the list; nothing for other keys and for an empty list. */
export function walkTarget(key: string, { position, length, page }: Walk): number | undefined {
  if (length === 0) return undefined;
  const target = wanted(key, position, length, page);
  return target === undefined ? undefined : Math.min(length - 1, Math.max(0, target));
}

function wanted(key: string, position: number, length: number, page: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return position + 1;
    case 'ArrowUp':
      return position - 1;
    case 'PageDown':
      return position + page;
    case 'PageUp':
      return position - page;
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return undefined;
  }
}
