import type { Capture } from '../capture/capture.ts';
import type { Journal } from '../journal/journal.ts';
import { kindOf } from './kinds.ts';
import { piecesOf } from './recording/log-file.ts';
import type { Recording } from './recording/recording.ts';

/** One kind of traffic, counted. */
export interface KindRow {
  readonly kind: string;
  connections: number;
  messages: number;
  records: number;
  /** The latest record's summary. */
  latest: string;
}

const TITLES = {
  polling: 'polling',
  'long-polling': 'long-polling',
  sse: 'SSE',
  websocket: 'WebSocket',
  fetch: 'fetch',
  script: 'script',
} as const;

/**
 * What programs do with the panel, in place of a person who looks and presses Export: `npm run
 * record` and the end-to-end tests. Found as `pushscope` in the panel's own page.
 */
export class Automation {
  /** Set once the taps are in the page. */
  capture: Capture | undefined;
  readonly #recording: Recording;
  readonly #searched = new Map<string, number>();
  #pieces: Blob[] = [];

  constructor(recording: Recording) {
    this.#recording = recording;
  }

  get isCapturing(): boolean {
    return this.capture !== undefined;
  }

  /** Resolves once what has ended is captured in full. */
  async settle(): Promise<void> {
    await this.capture?.settle();
  }

  /** Keeps what was captured when the page goes to another address. */
  preserveLog(): void {
    this.#recording.preservesLog.value = true;
  }

  /** Everything captured so far, a row a kind; what a WebSocket speaks is counted a second time. */
  kinds(): KindRow[] {
    const { journal, derivation } = this.#recording;
    this.#recording.tick(Date.now());
    const rows = new Map<string, KindRow>();
    const kinds = new Map<string, KindRow[]>();
    for (const connection of journal.connections.values()) {
      const insight = derivation.connectionInsight(connection.id);
      const names: string[] = [TITLES[kindOf(connection, insight)]];
      if (connection.transport === 'websocket' && insight.decoder)
        names.push(insight.decoder.title);
      const own = names.map((name) => rowOf(rows, name));
      kinds.set(connection.id, own);
      for (const row of own) {
        row.connections += 1;
        row.messages += connection.messages.sent + connection.messages.received;
      }
    }
    for (const record of derivation.records.all) {
      for (const row of kinds.get(record.connection) ?? []) {
        row.records += 1;
        row.latest = record.layers[0]?.summary ?? '';
      }
    }
    return [...rows.values()];
  }

  /** Whether any message so far contains the text; looks at each message once. */
  contains(text: string): boolean {
    const { journal } = this.#recording;
    let next = Math.max(this.#searched.get(text) ?? 0, journal.firstMessage);
    for (; next < journal.nextMessage; next += 1) {
      if (journal.message(next)?.content === 'pending') break;
      if (holds(journal, next, text)) return true;
    }
    this.#searched.set(text, next);
    return false;
  }

  /** Writes the log of everything captured so far, all at one moment; `nextLines` gives it. */
  openLog(browser: string): void {
    this.#pieces = piecesOf(this.#recording.log(browser, Date.now()));
  }

  /** The next lines of the log, whole ones; empty at its end. */
  async nextLines(): Promise<string> {
    return (await this.#pieces.shift()?.text()) ?? '';
  }
}

function rowOf(rows: Map<string, KindRow>, kind: string): KindRow {
  const known = rows.get(kind);
  if (known) return known;
  const row = { kind, connections: 0, messages: 0, records: 0, latest: '' };
  rows.set(kind, row);
  return row;
}

function holds(journal: Journal, number: number, text: string): boolean {
  return journal.payload(number)?.text.includes(text) ?? false;
}
