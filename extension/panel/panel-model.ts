import { computed, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { OverrideTarget } from '../insight/overrides.ts';
import type { JournalRecord } from '../insight/record.ts';
import type { MessageNames } from '../schema/schema.ts';
import { Choices } from './choices.ts';
import { type SidebarRow, sidebarRows } from './connections/sidebar.ts';
import { FORGETFUL, LoadedProtos, type ProtoStorage } from './proto/loaded-protos.ts';
import type { Recording } from './recording/recording.ts';
import { keyOf } from './records/row.ts';
import { Rows } from './records/rows.ts';

/** Time that one frame may spend on decoding, and again on filtering, in milliseconds. */
const FRAME_SHARE = 8;
/**
 * Rest between two frames, in milliseconds: nobody sees more than some changes a second, and a
 * page under load needs the processor itself.
 */
const REST = { calm: 40, busy: 200, flooded: 500, torrent: 1000 };
/** Messages since the last frame that make it so. */
const BUSY = 20;
const FLOODED = 400;
const TORRENT = 3000;
/** The connections on the left are gone through so often, in milliseconds, */
const SIDEBAR_STEP = 150;
/** and where there are very many, not before so many times the time it took. */
const SIDEBAR_REST = 20;

/** What the panel shows: a recording, seen through the person's choices. */
export class PanelModel {
  readonly choices = new Choices();
  readonly rows: Rows;
  /** The .proto files that give names to Protobuf fields. */
  readonly protos: LoadedProtos;
  readonly sidebar = signal<readonly SidebarRow[]>([]);
  /** Whether there is something for the detail to speak of. */
  readonly hasSubject = computed(
    () => this.choices.selected.value !== undefined || this.choices.scopes.value.length === 1,
  );
  #sidebarDue = 0;
  #sidebarOf = -1;
  #clears = 0;
  #nextMessage = 0;
  #showDue = 0;

  constructor(
    readonly recording: Recording,
    storage: ProtoStorage = FORGETFUL,
  ) {
    this.rows = new Rows(recording, this.choices);
    this.protos = new LoadedProtos(storage, (schema) =>
      this.#keepingSelection(() => recording.useSchema(schema, Date.now())),
    );
  }

  /** Begins a new log; nothing of the old one stays selected. */
  clear(now: number): void {
    this.recording.clear(now);
    this.#forget();
  }

  /** A person says what connections speak; what was selected stays so, by its bytes. */
  readAs(target: OverrideTarget, protocol: string | undefined, now: number): void {
    this.#keepingSelection(() => this.recording.readAs(target, protocol, now));
  }

  /** A person says which Protobuf messages connections carry. */
  chooseMessages(target: OverrideTarget, names: MessageNames | undefined, now: number): void {
    this.#keepingSelection(() => this.recording.chooseMessages(target, names, now));
  }

  /** A record that is read anew stays selected, by its bytes. */
  #keepingSelection(work: () => void): void {
    const row = this.rows.selectedRow(this.choices.selected.peek());
    work();
    if (row?.kind !== 'record') return;
    const { all } = this.recording.derivation.records;
    const record = all.includes(row.record) ? row.record : all.find(isReadingOf(row.record));
    this.choices.selected.value = record && keyOf({ kind: 'record', record });
  }

  /**
   * One frame: takes in what is new, within the time a frame has, and shows it when that is due.
   * Gives the rest until the next one: none while there is more to take in.
   */
  frame(now: number): number {
    if (this.recording.clears.peek() !== this.#clears) this.#forget();
    const isTakenIn = this.recording.takeIn(now, within(FRAME_SHARE));
    if (now >= this.#showDue) this.#show(now);
    return isTakenIn ? Math.max(0, this.#showDue - now) : 0;
  }

  #show(now: number): void {
    this.recording.show(now);
    this.rows.advance(within(FRAME_SHARE));
    this.#keepSidebar(now);
    const { nextMessage } = this.recording.journal;
    const fresh = nextMessage - this.#nextMessage;
    this.#nextMessage = nextMessage;
    this.#showDue = this.rows.isFiltering.peek() ? now : now + restAfter(fresh);
  }

  #keepSidebar(now: number): void {
    const revision = this.recording.revision.peek();
    if (revision === this.#sidebarOf || now < this.#sidebarDue) return;
    this.#sidebarOf = revision;
    const start = performance.now();
    this.#updateSidebar();
    const cost = performance.now() - start;
    this.#sidebarDue = now + Math.max(SIDEBAR_STEP, cost * SIDEBAR_REST);
  }

  /** What was selected is gone with the recording that it was part of. */
  #forget(): void {
    this.#clears = this.recording.clears.peek();
    this.choices.selected.value = undefined;
    this.choices.scopes.value = [];
    this.choices.isFollowing.value = true;
    this.rows.forget();
    this.#showDue = 0;
  }

  #updateSidebar(): void {
    const { journal, derivation } = this.recording;
    this.sidebar.value = sidebarRows({
      connections: journal.connections,
      channels: derivation.channels,
      sessions: derivation.sessions,
      insight: (id) => derivation.connectionInsight(id),
    });
  }
}

/** Whether another record begins in the bytes that a record began in, read otherwise. */
function isReadingOf({ connection, sources: [first] }: JournalRecord) {
  return (other: JournalRecord) =>
    other.connection === connection &&
    other.sources.some(
      ({ message, range }) =>
        message === first?.message && range[1] >= Math.min(first.range[0] + 1, first.range[1]),
    );
}

/** Rest after a frame that showed so many new messages. */
function restAfter(fresh: number): number {
  if (fresh > TORRENT) return REST.torrent;
  if (fresh > FLOODED) return REST.flooded;
  return fresh > BUSY ? REST.busy : REST.calm;
}

function within(milliseconds: number): () => boolean {
  const end = performance.now() + milliseconds;
  return () => performance.now() < end;
}

export const PanelContext = createContext<PanelModel | undefined>(undefined);

/** The model of the panel that a component is part of. */
export function usePanel(): PanelModel {
  const model = useContext(PanelContext);
  if (!model) throw new Error('A component of the panel is used outside it.');
  return model;
}
