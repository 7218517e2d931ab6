import type { MessageType, SchemaField } from '../../schema/schema.ts';
import type { WireField } from './walk.ts';

/**
 * Which fields of a message no longer count because another one follows: of a field that is there
 * once, the last one ("Last One Wins"); of a oneof, the last of its members.
 */
export class Supersession {
  /** Index of the last field that counts, by field number or name of the oneof. */
  readonly #last = new Map<number | string, number>();

  constructor({ fields }: MessageType, sent: readonly WireField[]) {
    sent.forEach(({ number }, index) => {
      const known = fields.get(number);
      if (known) this.#last.set(keyOf(known), index);
    });
  }

  /** Says so of a field that was superseded. Messages are merged instead, unless a oneof has them. */
  noteFor(known: SchemaField, index: number): string | undefined {
    const { label, type, oneof } = known;
    const isMerged = type.kind === 'message' && oneof === undefined;
    if ((label !== 'single' && label !== 'required') || isMerged) return undefined;
    const isLast = this.#last.get(keyOf(known)) === index;
    return isLast ? undefined : 'does not count: another one follows';
  }
}

function keyOf({ number, oneof }: SchemaField): number | string {
  return oneof ?? number;
}
