import type { JournalRecord } from './record.ts';
import { literalSource, regexCost } from './regex-cost.ts';

/** Finds text; made from what a person typed. */
export interface Filter {
  readonly kind: 'filter';
  /** What was typed. */
  readonly text: string;
  /** How many characters of each text it looks at: fewer for expressions that may take long. */
  readonly reach: number;
  matches(text: string): boolean;
}

/** The expression cannot be used; `literal` finds it word for word instead. */
export interface FilterError {
  readonly kind: 'error';
  readonly text: string;
  /** What is wrong, in one sentence for a person. */
  readonly reason: string;
  readonly literal: Filter;
}

/** Plain text is found by a search that is linear, so it may look far. */
const LITERAL_REACH = 1024 * 1024;
/** Flags that change what is found, not how a match is reported. */
const FLAGS = /^[imsuv]*$/;

/**
 * Reads a filter: plain text, found anywhere, upper and lower case alike, or `/expression/flags`.
 * JavaScript's expressions cannot be interrupted: those that can take exponential time are
 * refused, and the others see less of a text the more of it they may have to try.
 */
export function parseFilter(text: string): Filter | FilterError {
  const parts = /^\/(.+)\/([a-z]*)$/s.exec(text.trim());
  if (parts === null) return literal(text);
  const [, source = '', flags = ''] = parts;
  if (!FLAGS.test(flags)) return failure(text, `/${flags} is not a flag that a filter knows.`);
  const cost = regexCost(source);
  if (cost.kind === 'endless') return failure(text, cost.reason);
  try {
    return filter(text, new RegExp(source, flags), cost.reach);
  } catch (error) {
    return failure(text, error instanceof Error ? error.message : String(error));
  }
}

/** Whether a record's decoded content, its bytes as text, its channel or its URL match. */
export function matchesRecord(
  filter: Filter,
  record: JournalRecord,
  context: { readonly url: string; readonly channel?: string },
): boolean {
  return (
    filter.matches(context.url) ||
    (context.channel !== undefined && filter.matches(context.channel)) ||
    (record.channel !== undefined && filter.matches(record.channel.name)) ||
    record.layers.some(({ summary }) => filter.matches(summary)) ||
    // Inner payloads differ from the outer text where they were escaped.
    record.layers.some(({ payload }) => filter.matches(payload.text))
  );
}

function literal(text: string): Filter {
  return filter(text, new RegExp(literalSource(text.trim()), 'iu'), LITERAL_REACH);
}

function filter(text: string, expression: RegExp, reach: number): Filter {
  return {
    kind: 'filter',
    text,
    reach,
    matches: (subject) =>
      expression.test(subject.length > reach ? subject.slice(0, reach) : subject),
  };
}

function failure(text: string, reason: string): FilterError {
  return { kind: 'error', text, reason, literal: literal(text) };
}
