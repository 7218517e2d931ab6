import type { Change, Part } from './change.ts';

/** Collects what one event changes, in order. What the event does not say changes nothing. */
export class Changes {
  readonly all: Change[] = [];

  name(part: Part): this {
    this.all.push({ kind: 'name', part });
    return this;
  }

  append(part: Part, text: string): this {
    this.all.push({ kind: 'append', part, text });
    return this;
  }

  set(part: Part, text: string): this {
    this.all.push({ kind: 'set', part, text });
    return this;
  }

  item(label: string, text: string): this {
    this.all.push({ kind: 'item', label, text });
    return this;
  }

  stop(reason: string | undefined): this {
    if (reason !== undefined) this.all.push({ kind: 'stop', reason });
    return this;
  }

  usage(name: string, count: number | bigint): this {
    this.all.push({ kind: 'usage', name, count });
    return this;
  }
}
