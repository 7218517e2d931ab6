import { shorten } from '../bytes/shorten.ts';
import type { Field, FieldValue } from './contract.ts';

/** What a protocol knows of one place in a JSON text. */
export interface Mark {
  /** Names from the outermost value to the place; elements go by their index. */
  readonly path: readonly string[];
  /** What to call it: elements of an array have no name of their own. */
  readonly name?: string;
  readonly note?: string;
  /** `secret` is not shown whole; `body` is what the layer inside shows. */
  readonly as?: 'secret' | 'body';
}

/** The fields with what the marks say of them. */
export function marked(fields: readonly Field[], marks: readonly Mark[]): readonly Field[] {
  return fields.map((field) => {
    const here = marks.filter(({ path }) => path[0] === field.name);
    return here.length === 0 ? field : markedField(field, here);
  });
}

function markedField(field: Field, marks: readonly Mark[]): Field {
  const deeper = marks
    .filter(({ path }) => path.length > 1)
    .map((mark) => ({ ...mark, path: mark.path.slice(1) }));
  const children = field.children && marked(field.children, deeper);
  const whole = children ? { ...field, children } : field;
  return marks.filter(({ path }) => path.length === 1).reduce(applied, whole);
}

function applied(field: Field, { name = field.name, note, as }: Mark): Field {
  switch (as) {
    case 'body':
      return { name, range: field.range, note: note ?? 'read in the layer inside' };
    case 'secret':
      return { ...veiled(field), name, note: note ?? 'secret: not shown whole' };
    case undefined:
      return note === undefined ? { ...field, name } : { ...field, name, note };
    default:
      return as satisfies never;
  }
}

function veiled(field: Field): Field {
  const { value, children } = field;
  if (children) return { ...field, children: children.map(veiled) };
  return value === undefined ? field : { ...field, value: veiledValue(value) };
}

/** Long enough to tell two tokens apart, far too short to use one. */
const SHOWN = 4;

function veiledValue(value: FieldValue): FieldValue {
  if (value === null || typeof value === 'boolean' || value === '') return value;
  const text = String(value);
  return text.length < SHOWN * 4 ? '…' : shorten(text, SHOWN + 1);
}
