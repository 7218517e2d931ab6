import { Payload } from '../../bytes/payload.ts';
import type { Direction, Unit } from '../contract.ts';
import { stomp } from './decoder.ts';

/** A STOMP connection for tests: what is said on it, one message every 10 ms. */
export class Dialogue {
  readonly #session;
  #message = 0;

  constructor(protocol?: string) {
    const facts = { transport: 'websocket', url: 'ws://h/' } as const;
    this.#session = stomp.open(protocol === undefined ? facts : { ...facts, protocol });
  }

  /** A dialogue in which the server chose the version. */
  static connected(version: string): Dialogue {
    const dialogue = new Dialogue();
    dialogue.received(`CONNECTED\nversion:${version}\n\n\0`);
    return dialogue;
  }

  sent(text: string): readonly Unit[] {
    return this.feed('sent', Payload.ofText(text));
  }

  received(text: string): readonly Unit[] {
    return this.feed('received', Payload.ofText(text));
  }

  feed(direction: Direction, payload: Payload): readonly Unit[] {
    const message = this.#message;
    this.#message += 1;
    return this.#session.feed({ message, direction, time: message * 10, payload });
  }

  end(): readonly Unit[] {
    return this.#session.end();
  }
}

/** Names and values of a frame's headers, in order. */
export function headersOf(unit: Unit | undefined): readonly (readonly [string, unknown])[] {
  return (unit?.layer.fields() ?? [])
    .filter(({ name }) => name !== 'command' && name !== 'body')
    .map(({ name, value }) => [name, value]);
}

/** Kinds of a unit's problems. */
export function kindsOf(unit: Unit | undefined): readonly string[] {
  return (unit?.layer.problems ?? []).map((problem) => problem.kind);
}
