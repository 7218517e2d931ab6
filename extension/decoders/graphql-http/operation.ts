import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { ChannelName, Problem } from '../contract.ts';
import { Waiting } from '../waiting.ts';
import { elements, pathOf } from './describe.ts';

/** One operation and the results that have come for it. */
export class Operation {
  readonly channel: ChannelName;
  readonly #startedAt: number;
  /** Places of deferred fragments and streamed lists, by the id that the server gave them. */
  readonly #pending = new Waiting<string>();
  #results = 0;
  #isOver = false;

  constructor(id: string, name: string, time: number) {
    this.channel = { id, name, type: 'graphql-operation' };
    this.#startedAt = time;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** `3 results in 120 ms` */
  lasted(time: number): string {
    const results = this.#results === 1 ? '1 result' : `${this.#results} results`;
    return `${results} in ${Math.round(time - this.#startedAt)} ms`;
  }

  complete(): readonly Problem[] {
    const reason = 'The operation was complete already.';
    const problems = this.#isOver ? [{ kind: 'after-end', offset: 0, reason }] : [];
    this.#isOver = true;
    return problems;
  }

  /** Takes a result in; gives the places of its increments, and what does not fit. */
  take(result: JsonOutline): {
    readonly places: readonly string[];
    readonly problems: readonly Problem[];
  } {
    const problems: Problem[] = [];
    if (this.#isOver) problems.push({ kind: 'after-end', offset: 0, reason: AFTER_END });
    this.#results += 1;
    for (const pending of elements(result, 'pending')) {
      const id = pending.text('id');
      if (id !== undefined) this.#pending.set(id, pathOf(pending, 'path') ?? '');
    }
    const own = pathOf(result, 'path');
    const places = elements(result, 'incremental').map((one) => this.#place(one, problems));
    if (result.scalar('hasNext') === false) this.#isOver = true;
    return { places: own === undefined ? places : [own, ...places], problems };
  }

  /** By its own path, or by the id of what is pending with the rest of the path. */
  #place(increment: JsonOutline, problems: Problem[]): string {
    const id = increment.text('id');
    const path = pathOf(increment, 'path');
    if (id === undefined) return path ?? '';
    const pending = this.#pending.get(id);
    if (pending === undefined) {
      const reason = `No pending result of id ${JSON.stringify(id.slice(0, 40))} was announced.`;
      problems.push({ kind: 'unknown-pending', offset: increment.range[0], reason });
    }
    return [pending, pathOf(increment, 'subPath')].filter(Boolean).join('.');
  }
}

const AFTER_END = 'A result after the last one: clients have stopped to listen.';
