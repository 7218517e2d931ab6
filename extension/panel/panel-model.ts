import { computed, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { Choices } from './choices.ts';
import { type SidebarRow, sidebarRows } from './connections/sidebar.ts';
import type { Recording } from './recording/recording.ts';
import { Rows } from './records/rows.ts';

/** Time that one frame may spend on decoding, and again on filtering, in milliseconds. */
const FRAME_SHARE = 8;
/** How often the connections on the left are gone through, in milliseconds. */
const SIDEBAR_STEP = 150;

/** What the panel shows: a recording, seen through the person's choices. */
export class PanelModel {
  readonly choices = new Choices();
  readonly rows: Rows;
  readonly sidebar = signal<readonly SidebarRow[]>([]);
  /** Whether there is something for the detail to speak of. */
  readonly hasSubject = computed(
    () => this.choices.selected.value !== undefined || this.choices.scopes.value.length === 1,
  );
  #sidebarAt = Number.NEGATIVE_INFINITY;
  #sidebarOf = -1;

  constructor(readonly recording: Recording) {
    this.rows = new Rows(recording, this.choices);
  }

  /** One frame: takes in what is new, within the time a frame has. */
  frame(now: number): void {
    this.recording.tick(now, within(FRAME_SHARE));
    this.rows.advance(within(FRAME_SHARE));
    const revision = this.recording.revision.peek();
    if (revision === this.#sidebarOf || Math.abs(now - this.#sidebarAt) < SIDEBAR_STEP) return;
    this.#sidebarAt = now;
    this.#sidebarOf = revision;
    this.#updateSidebar();
  }

  #updateSidebar(): void {
    const { journal, derivation } = this.recording;
    this.sidebar.value = sidebarRows({
      connections: journal.connections,
      channels: derivation.channels,
      insight: (id) => derivation.connectionInsight(id),
    });
  }
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
