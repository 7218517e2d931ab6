import type { CaptureEvent, ConnectionChange, Content } from '../contract/capture.ts';
import type { Direction, Transport } from '../contract/words.ts';
import { Journal, type JournalLimits } from '../journal/journal.ts';
import { Derivation } from './derivation.ts';

/** Epoch milliseconds at which sessions of tests begin. */
export const START = 1795160000000;

/** A page whose sessions run over several connections, told as capture would tell it. */
export class Sessions {
  readonly journal: Journal;
  readonly derivation: Derivation;
  #now = START;
  readonly #positions = new Map<string, number>();

  constructor(limits: Partial<JournalLimits> = {}) {
    this.journal = new Journal(limits);
    this.derivation = new Derivation(this.journal);
  }

  open(connection: string, url: string, transport: Transport = 'xhr'): void {
    const about = { openedAt: this.#now, witness: 'page', method: 'GET' } as const;
    this.take({ kind: 'seen', connection, transport, url, ...about });
  }

  /** A message, a millisecond after what was said before unless its time is given. */
  say(
    connection: string,
    direction: Direction,
    said: string | Uint8Array | 'pending',
    more: { readonly at?: number; readonly isPart?: boolean; readonly position?: number } = {},
  ): void {
    this.#now = Math.max(this.#now + 1, START + (more.at ?? 0));
    const position = more.position ?? this.#positions.get(connection) ?? 0;
    this.#positions.set(connection, position + 1);
    this.take({
      kind: 'message',
      connection,
      position,
      time: more.at === undefined ? this.#now : START + more.at,
      direction,
      type: more.isPart ? 'chunk' : direction === 'sent' ? 'request' : 'response',
      size: said.length,
      content: contentOf(said),
    });
  }

  /** A payload that was pending, at the connection's first position. */
  fill(connection: string, text: string): void {
    const content = { kind: 'text', text } as const;
    this.take({ kind: 'payload', connection, position: 0, size: text.length, content });
  }

  close(connection: string, change: ConnectionChange = {}): void {
    const end = { state: 'closed', closedAt: this.#now } as const;
    this.take({ kind: 'changed', connection, change: { ...end, ...change } });
  }

  /** A whole request: what is sent, if anything, and the answer. */
  request(connection: string, url: string, sent: string | undefined, answer: string): void {
    this.open(connection, url);
    if (sent !== undefined) this.say(connection, 'sent', sent);
    if (answer !== '') this.say(connection, 'received', answer);
    this.close(connection);
  }

  /** Every record: its connection, its channel, and what its layers say. */
  records(after = 1000): readonly string[] {
    this.derivation.advance(this.#now + after);
    return this.derivation.records.all.map(({ connection, channel, layers }) => {
      const path = layers.map(({ protocol, summary }) => `${protocol} ${summary}`).join(' > ');
      return `${connection} ${channel?.name ?? '-'}: ${path}`;
    });
  }

  take(event: CaptureEvent): void {
    this.journal.take(event);
  }
}

function contentOf(said: string | Uint8Array): Content {
  if (said === 'pending') return { kind: 'pending' };
  return typeof said === 'string' ? { kind: 'text', text: said } : { kind: 'binary', bytes: said };
}
