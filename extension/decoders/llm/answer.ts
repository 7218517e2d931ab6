import type { Change, Part } from './change.ts';

/** An answer as far as it has come. */
export class Answer {
  model: string | undefined;
  readonly parts = new Map<string, { label: string; text: string }>();
  readonly stopReasons: string[] = [];
  readonly usage = new Map<string, number | bigint>();

  apply(change: Change): void {
    switch (change.kind) {
      case 'model':
        this.model = change.model;
        return;
      case 'name':
        this.#part(change.part).label = change.part.label;
        return;
      case 'append':
        this.#part(change.part).text += change.text;
        return;
      case 'set':
        this.#part(change.part).text = change.text;
        return;
      case 'item':
        this.#part({ key: `item ${this.parts.size}`, label: change.label }).text = change.text;
        return;
      case 'stop':
        if (!this.stopReasons.includes(change.reason)) this.stopReasons.push(change.reason);
        return;
      case 'usage':
        this.usage.set(change.name, change.count);
        return;
      default:
        change satisfies never;
    }
  }

  #part({ key, label }: Part): { label: string; text: string } {
    const known = this.parts.get(key);
    if (known) return known;
    const part = { label, text: '' };
    this.parts.set(key, part);
    return part;
  }
}
