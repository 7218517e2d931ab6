import { Payload } from '../bytes/payload.ts';
import type { ConnectionFacts, Decoder, Direction, Field, Session, Unit } from './contract.ts';

/** A conversation for tests: what is said on one connection, one message every 10 ms. */
export class Dialogue {
  readonly #session: Session;
  #message = 0;

  constructor(decoder: Decoder, facts: Partial<ConnectionFacts> = {}) {
    this.#session = decoder.open({ transport: 'websocket', url: 'ws://h/', ...facts });
  }

  sent(text: unknown): readonly Unit[] {
    return this.feed('sent', Payload.ofText(wire(text)));
  }

  received(text: unknown): readonly Unit[] {
    return this.feed('received', Payload.ofText(wire(text)));
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

function wire(text: unknown): string {
  return typeof text === 'string' ? text : JSON.stringify(text);
}

/** Kinds of the problems of units, in order. */
export function kindsOf(units: readonly Unit[]): readonly string[] {
  return units.flatMap((unit) => unit.layer.problems.map((problem) => problem.kind));
}

export function summariesOf(units: readonly Unit[]): readonly string[] {
  return units.map((unit) => unit.layer.summary);
}

/** The field of the first unit at this path. */
export function fieldAt(units: readonly Unit[], ...path: readonly string[]): Field | undefined {
  const [first, ...rest] = path;
  const find = (fields: readonly Field[] | undefined, name: string | undefined) =>
    fields?.find((field) => field.name === name);
  return rest.reduce(
    (field, name) => find(field?.children, name),
    find(units[0]?.layer.fields(), first),
  );
}
