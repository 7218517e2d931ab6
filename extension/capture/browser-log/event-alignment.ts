import type { LogStreamEvent } from './entry.ts';

/** How long an event of the log waits for the page to report the same, in milliseconds. */
const PATIENCE = 500;
/** Events of the page remembered for comparison, by count, and the characters of their data. */
const MEMORY = { events: 10_000, characters: 16 * 1024 * 1024 };

interface PageSideEvent {
  readonly type: string;
  readonly id: string;
  readonly data: string;
  readonly position: number;
}

/** An event that only the log saw, and its place among the page's. */
export interface UnheardEvent extends LogStreamEvent {
  readonly position: number;
}

/**
 * Lays the log's events of one EventSource beside those that the page's listeners got. The log
 * knows all types, the taps only those that the page listens to: what is left over was never
 * heard by the page, and belongs between its neighbours.
 */
export class EventAlignment {
  readonly #page: PageSideEvent[] = [];
  #characters = 0;
  readonly #log: { readonly event: LogStreamEvent; readonly since: number }[] = [];
  #position = -1;
  #inserted = 0;

  /** Events of the log whose fate is open. */
  get isWaiting(): boolean {
    return this.#log.length > 0;
  }

  heard(event: PageSideEvent): void {
    this.#page.push(event);
    this.#characters += event.data.length;
    while (this.#page.length > MEMORY.events || this.#characters > MEMORY.characters) {
      this.#forget(1);
    }
  }

  /** Takes new events of the log; returns those of earlier and now that nobody will report. */
  logged(events: readonly LogStreamEvent[], now: number): UnheardEvent[] {
    for (const event of events) this.#log.push({ event, since: now });
    const unheard: UnheardEvent[] = [];
    for (let head = this.#log[0]; head; head = this.#log[0]) {
      if (!this.#isPaired(head.event)) {
        if (now - head.since < PATIENCE) break;
        // The taps listen to `message` always: one that they missed came before they were there.
        if (head.event.type !== 'message') unheard.push(this.#insert(head.event));
      }
      this.#log.shift();
    }
    return unheard;
  }

  #isPaired(event: LogStreamEvent): boolean {
    const at = this.#page.findIndex(
      (one) => one.type === event.type && one.id === event.id && one.data === event.data,
    );
    const pair = this.#page[at];
    if (!pair) return false;
    this.#forget(at + 1);
    this.#position = pair.position;
    this.#inserted = 0;
    return true;
  }

  #forget(count: number): void {
    for (const { data } of this.#page.splice(0, count)) this.#characters -= data.length;
  }

  #insert(event: LogStreamEvent): UnheardEvent {
    this.#inserted += 1;
    return { ...event, position: this.#position + this.#inserted / (this.#inserted + 1) };
  }
}
