import { LIMITS } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import type { TopicMessage } from '../wire/topic/message.ts';
import { NOTATION, type Operation, operationIn } from './operation.ts';
import { BEGINNING, type SharedThing, type Standing, standingAfter } from './shared-thing.ts';

export interface DocumentLine {
  /** Number of the message that inserted it: lines keep their names however they move. */
  readonly id: number;
  readonly text: string;
  /** Who wrote it last, and in which version. */
  readonly from: string;
  readonly version: number;
  /** The version that was overwritten by someone who had not seen it. */
  readonly overwrote?: number;
}

/** The document, as `GET /api/document` gives it. */
export interface DocumentState extends Standing {
  readonly lines: readonly DocumentLine[];
  /** How many times a line was overwritten or deleted by someone who had not seen its last version. */
  readonly conflicts: number;
}

/**
 * Lines of text that all write on. A message's text is an {@link Operation}; its number is the version
 * that it makes. Of two who write on one line the later wins; the writer's base version tells whether
 * that was known or a conflict. Who has the lines of one version and carries out the operations after
 * it comes to the same lines as everybody.
 */
export class SharedDocument implements SharedThing<DocumentState> {
  readonly messageType = 'operation';
  private lines: readonly DocumentLine[] = [];
  private conflicts = 0;
  private standing = BEGINNING;

  get state(): DocumentState {
    return { ...this.standing, lines: this.lines, conflicts: this.conflicts };
  }

  check(text: string): void {
    const operation = operationIn(text);
    if (!operation) throw new Refusal(400, 'That is no operation on the document.', NOTATION);
    const { version } = this.standing;
    if (operation.base > version)
      throw new Refusal(
        409,
        `There is no version ${operation.base} yet.`,
        `Read ${version} first.`,
      );
    const refusal = this.refusalOf(operation);
    if (refusal) throw refusal;
  }

  take(message: TopicMessage): void {
    const operation = operationIn(message.text);
    const isDone = operation !== undefined && this.refusalOf(operation) === undefined;
    if (isDone) this.carryOut(operation, message);
    this.standing = standingAfter(this.standing, message.id, isDone);
  }

  goOnFrom({ lines, conflicts, ...standing }: DocumentState): void {
    this.lines = lines;
    this.conflicts = conflicts;
    this.standing = standing;
  }

  forget(): void {
    this.lines = [];
    this.conflicts = 0;
    this.standing = BEGINNING;
  }

  private refusalOf({ kind, line }: Operation): Refusal | undefined {
    if (kind === 'insert')
      return this.lines.length < LIMITS.documentLines
        ? undefined
        : new Refusal(409, `There are ${LIMITS.documentLines} lines already.`, 'Delete one first.');
    if (this.lines.some(({ id }) => id === line)) return undefined;
    return new Refusal(409, `There is no line ${line}.`, 'It may have been deleted: read again.');
  }

  private carryOut(operation: Operation, { id, from }: TopicMessage): void {
    const at = this.lines.findIndex((line) => line.id === operation.line);
    const before = this.lines[at];
    const isConflict =
      operation.kind !== 'insert' && before !== undefined && before.version > operation.base;
    if (isConflict) this.conflicts += 1;
    switch (operation.kind) {
      case 'insert': {
        // After a line that is gone: at the end, so that nothing written is lost.
        const place = operation.line === 0 ? 0 : at < 0 ? this.lines.length : at + 1;
        this.lines = this.lines.toSpliced(place, 0, {
          id,
          text: operation.text,
          from,
          version: id,
        });
        break;
      }
      case 'set': {
        const { line, text } = operation;
        const written = { id: line, text, from, version: id };
        const overwrote = isConflict ? { overwrote: before.version } : {};
        this.lines = this.lines.with(at, { ...written, ...overwrote });
        break;
      }
      case 'delete':
        this.lines = this.lines.toSpliced(at, 1);
        break;
    }
  }
}
