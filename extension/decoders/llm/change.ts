/** A stretch of an answer: the text of a message, the arguments of a tool call, the reasoning. */
export interface Part {
  /** Unique within the answer. */
  readonly key: string;
  /** What a person reads: `text`, `get_weather arguments`. */
  readonly label: string;
}

/** What one event does to the answer that it is part of. */
export type Change =
  | { readonly kind: 'model'; readonly model: string }
  /** A part begins, or gets to know what it is called. */
  | { readonly kind: 'name'; readonly part: Part }
  | { readonly kind: 'append'; readonly part: Part; readonly text: string }
  | { readonly kind: 'set'; readonly part: Part; readonly text: string }
  /** A part that comes in one piece, beside others that may be called the same. */
  | { readonly kind: 'item'; readonly label: string; readonly text: string }
  | { readonly kind: 'stop'; readonly reason: string }
  /** A count that replaces an earlier one of this name: vendors send totals, never differences. */
  | { readonly kind: 'usage'; readonly name: string; readonly count: number | bigint };
