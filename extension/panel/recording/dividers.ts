/** A line across the list: something that happened to the recording, not in the page. */
export type Divider = PauseDivider | NavigationDivider;

/** What the page did between `time` and `until` was not recorded. */
export interface PauseDivider {
  readonly kind: 'pause';
  readonly time: number;
  /** Absent while the pause lasts. */
  readonly until?: number;
}

/** The page was left for another one, and the log was kept. */
export interface NavigationDivider {
  readonly kind: 'navigation';
  readonly time: number;
  readonly url: string;
}
