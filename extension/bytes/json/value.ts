/** A scalar of JSON. Integers beyond 2^53 are bigints; numbers that would change are their source text. */
export type JsonScalar = string | number | bigint | boolean | null;

/** A value, or a member with its name, and the bytes it stands in. */
export interface JsonValue {
  /** Name of the member, index of the element; empty for the outermost value. */
  readonly name: string;
  /** Absent in objects, in arrays, and where the text ends too soon. */
  readonly value?: JsonScalar;
  /** Half-open; a member's range begins with its name. */
  readonly range: readonly [start: number, end: number];
  /** Members or elements, in order, repeated names included. */
  readonly children?: readonly JsonValue[];
  /** `object`, `array`, or `number` where the value is the source text of a number. */
  readonly note?: string;
}

/** Where a text is not JSON as RFC 8259 wants it. */
export interface JsonProblem {
  /** `truncated`, `bad-escape`, `repeated-name` … */
  readonly kind: string;
  /** Byte offset. */
  readonly offset: number;
  readonly reason: string;
}
