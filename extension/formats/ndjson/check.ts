import { type Schema, Validator } from '@cfworker/json-schema';
import type { LogLine } from './lines.ts';
import schema from './schema.json' with { type: 'json' };

export type CheckedLine =
  | { readonly kind: 'good'; readonly line: LogLine }
  | { readonly kind: 'bad'; readonly reason: string };

const KINDS = ['log', 'connection', 'message', 'record', 'channel', 'end'] as const;

/** One validator per kind of line: the error then says what is wrong, not that nothing matched. */
const VALIDATORS: ReadonlyMap<unknown, Validator> = new Map(
  KINDS.map((kind) => [
    kind,
    new Validator({ $ref: `#/$defs/${kind}`, $defs: schema.$defs } as Schema, '2020-12'),
  ]),
);

/** Reads one line and holds it against the schema. Never throws. */
export function checkLine(text: string): CheckedLine {
  const value = parse(text);
  if (value === undefined) return bad('The line is not JSON.');
  if (!isObject(value)) return bad('The line is not a JSON object.');
  const validator = VALIDATORS.get(value.kind);
  if (validator === undefined)
    return bad(`A line of the kind ${JSON.stringify(value.kind)} is not known.`);
  const { valid, errors } = validator.validate(value);
  if (valid) return { kind: 'good', line: value as unknown as LogLine };
  // The innermost error is the last one.
  const error = errors.at(-1);
  const place = error?.instanceLocation.replace(/^#\/?/, '') ?? '';
  return bad(`${place === '' ? 'The line' : place} does not fit: ${error?.error ?? 'schema'}`);
}

function bad(reason: string): CheckedLine {
  return { kind: 'bad', reason };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
