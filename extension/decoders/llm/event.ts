import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Change, Part } from './change.ts';

/** One event of a stream, as its vendor's rules read it. */
export interface StreamEvent {
  /** Id of the answer, where the event says it. */
  readonly id?: string | undefined;
  /** What to say of it where its changes say nothing. */
  readonly title: string;
  /** Which model answers: most vendors say it in each event. */
  readonly model?: string | undefined;
  readonly changes: readonly Change[];
  /** It is the first of an answer. */
  readonly isBeginning?: boolean;
  /** Nothing of this answer follows. */
  readonly isEnd?: boolean;
  /** It says what went wrong: the title has it all. */
  readonly isFailure?: boolean;
  readonly isHeartbeat?: boolean;
  /** Its number within the answer. */
  readonly sequence?: number;
  /** A part that is said again as a whole, to be held against the pieces. */
  readonly whole?: { readonly part: Part; readonly text: string };
}

/** How one vendor writes a streamed answer. */
export interface Vendor {
  readonly title: string;
  /** Whether the event can be nothing else. */
  recognises(event: JsonOutline): boolean;
  /** Whether it belongs to an answer of this vendor that has begun, though alone it could be anything. */
  continues?(event: JsonOutline, type: string): boolean;
  read(event: JsonOutline): StreamEvent;
}
