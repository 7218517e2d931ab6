import type { CaptureEvent, ConnectionSeen } from '../../contract/capture.ts';
import { Derivation } from '../../insight/derivation.ts';
import { Journal } from '../../journal/journal.ts';
import { Recording } from './recording.ts';

/** Epoch milliseconds at which the made-up page begins. */
export const START = Date.UTC(2026, 10, 20, 12, 0, 0);

/** A page for tests: what it does is told to a recording as capture would tell it. */
export class MadeUpPage {
  readonly journal = new Journal();
  reloads = 0;
  readonly recording = new Recording(this.journal, new Derivation(this.journal), {
    reload: () => {
      this.reloads += 1;
    },
  });
  #positions = new Map<string, number>();
  #connections = 0;

  tell(event: CaptureEvent): void {
    this.recording.take(event);
  }

  /** Makes the recording take in everything told so far; `at` counts from START. */
  settle(at: number): void {
    this.recording.tick(START + at);
  }

  /** Opens a connection; returns its id. */
  open(
    at: number,
    seen: Pick<ConnectionSeen, 'transport' | 'url'> & Partial<ConnectionSeen>,
  ): string {
    this.#connections += 1;
    const connection = `c${this.#connections}`;
    const openedAt = START + at;
    this.tell({ kind: 'seen', connection, openedAt, witness: 'page', ...seen });
    return connection;
  }

  webSocket(at: number, url: string, protocol?: string): string {
    const connection = this.open(at, { transport: 'websocket', url });
    const change = {
      state: 'open',
      respondedAt: START + at,
      ...(protocol && { protocol }),
    } as const;
    this.tell({ kind: 'changed', connection, change });
    return connection;
  }

  /** A text message of a WebSocket. */
  says(
    connection: string,
    at: number,
    text: string,
    direction: 'sent' | 'received' = 'received',
  ): void {
    this.message(connection, at, { direction, type: 'text', text });
  }

  /** A whole request with its answer. */
  request(
    at: number,
    url: string,
    answer: { status: number; text: string; takes?: number },
  ): string {
    const connection = this.open(at, { transport: 'fetch', method: 'GET', url });
    const end = at + (answer.takes ?? 20);
    const { status, text } = answer;
    const responseHeaders = [['content-type', 'application/json']] as const;
    const respondedAt = START + end;
    const head = { state: 'open', status, respondedAt, responseHeaders } as const;
    this.tell({ kind: 'changed', connection, change: head });
    this.message(connection, end, { direction: 'received', type: 'response', text });
    this.tell({ kind: 'changed', connection, change: { state: 'closed', closedAt: START + end } });
    return connection;
  }

  message(
    connection: string,
    at: number,
    what: {
      direction: 'sent' | 'received';
      type: 'text' | 'request' | 'response' | 'chunk' | 'event';
      text: string;
      event?: { type: string; id: string };
    },
  ): void {
    const { text, ...rest } = what;
    const position = this.#positions.get(connection) ?? 0;
    this.#positions.set(connection, position + 1);
    const size = new TextEncoder().encode(text).length;
    const content = { kind: 'text', text } as const;
    const place = { connection, position, time: START + at };
    this.tell({ kind: 'message', ...place, size, content, ...rest });
  }
}
