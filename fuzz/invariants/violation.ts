/** A promise of the decoders that was broken. */
export class Violation extends Error {
  /** Which promise: `summary`, `range`, `bytes-lost` …; the same for every way to break it. */
  readonly kind: string;

  constructor(kind: string, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Breaks off unless the promise holds; the words are made only where it does not. */
export function hold(isKept: boolean, kind: string, message: () => string): void {
  if (!isKept) throw new Violation(kind, message());
}

/** What went wrong, also where something was thrown that is no violation. */
export function violationOf(error: unknown): Violation {
  if (error instanceof Violation) return error;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Violation('thrown', text);
}
