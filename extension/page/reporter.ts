import type { ConnectingEvent, MessageEvent, PageEvent } from '../contract/events.ts';
import { Connection } from './connection.ts';
import {
  encodeEvent,
  encodeMessage,
  type MessageBody,
  type MessageFacts,
  type MessageHead,
} from './encode.ts';
import { addEventListener, hasOwn, now } from './natives.ts';
import type { Outbox } from './outbox.ts';

/** Where the taps report to. It numbers connections, and it is the one place that catches errors. */
export class Reporter {
  readonly #outbox: Outbox;
  #connections = 0;
  #isActive = true;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  /** Reports a new connection. */
  connect(facts: Omit<ConnectingEvent, 'kind' | 'connection' | 'time'>): Connection {
    this.#connections++;
    const connection = this.#connections;
    this.report({ kind: 'connecting', connection, time: now(), ...facts });
    return new Connection(this, connection);
  }

  report(event: Exclude<PageEvent, MessageEvent>): void {
    if (this.#isActive) this.#outbox.add(encodeEvent(event), event.kind === 'payload');
  }

  message(head: MessageHead, facts: MessageFacts, body: MessageBody): void {
    if (!this.#isActive) return;
    if (isWholeText(facts, body)) {
      const { connection, index, time } = head;
      const { text, size } = body;
      const { direction } = facts;
      this.#outbox.addText({ connection, index, time, direction, text, size });
    } else this.#outbox.add(encodeMessage(head, facts, body), true);
  }

  /**
   * Runs an observation. Whatever goes wrong in it is counted as one lost event, and never reaches
   * the page.
   */
  observe<Result>(observation: () => Result): Result | undefined {
    if (!this.#isActive) return undefined;
    try {
      return observation();
    } catch {
      this.#outbox.drop(1);
      return undefined;
    }
  }

  /** Listens natively. Events that the page made itself are none of ours. */
  listen<Kind extends Event>(target: EventTarget, type: string, seen: (event: Kind) => void): void {
    addEventListener(target, type, (event) => {
      if (event.isTrusted) this.observe(() => seen(event as Kind));
    });
  }

  /** Makes every tap silent at once. */
  standDown(): void {
    this.#isActive = false;
  }
}

/** A text message with nothing more to say of it: what a run is made of. */
function isWholeText(
  facts: MessageFacts,
  body: MessageBody,
): body is MessageBody & { readonly text: string } {
  return (
    facts.type === 'text' &&
    !hasOwn(facts, 'discarded') &&
    hasOwn(body, 'text') &&
    !hasOwn(body, 'truncated')
  );
}
