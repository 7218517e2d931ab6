/** A change of the shared document. `base` is the version that its writer had before the eyes. */
export type Operation =
  /** A new line after that one; 0 is the top. Its id is the number of the message. */
  | {
      readonly kind: 'insert';
      readonly line: number;
      readonly base: number;
      readonly text: string;
    }
  /** Another text for a line. */
  | { readonly kind: 'set'; readonly line: number; readonly base: number; readonly text: string }
  | { readonly kind: 'delete'; readonly line: number; readonly base: number };

/** How operations are written, for those who wrote something else. */
export const NOTATION =
  'Write insert LINE @VERSION text, set LINE @VERSION text or delete LINE @VERSION.';

/** The operation in a message's text, as `insert 3 @7 text`; what follows a deletion is a remark. */
export function operationIn(text: string): Operation | undefined {
  const found = /^(insert|set|delete) (\d{1,15}) @(\d{1,15})(?: (.*))?$/.exec(text);
  if (!found) return undefined;
  const [, kind, line, base, rest = ''] = found;
  const place = { line: Number(line), base: Number(base) };
  if (kind === 'delete') return { kind, ...place };
  return kind === 'insert' || kind === 'set' ? { kind, ...place, text: rest } : undefined;
}

/** The text of a message that says so. */
export function operationText(operation: Operation): string {
  const { kind, line, base } = operation;
  const place = `${kind} ${line} @${base}`;
  return operation.kind === 'delete' ? place : `${place} ${operation.text}`;
}
