import { endpointOf } from './endpoint.ts';
import { Family, type Loop } from './family.ts';
import type { RequestSample } from './sample.ts';

/** Every loop of requests that the page is running or has run. */
export class LoopBook {
  readonly #families = new Map<string, Family>();
  readonly #familyOf = new Map<string, string>();
  readonly #dirty = new Set<string>();
  readonly #loopOf = new Map<string, string>();
  readonly #loops = new Map<string, Loop>();
  readonly #loopsOfFamily = new Map<string, readonly string[]>();

  /** Those recognised as polling or long polling, by id. */
  get loops(): ReadonlyMap<string, Loop> {
    return this.#loops;
  }

  /** The loop that a request is part of. */
  loopOf(request: string): Loop | undefined {
    return this.#loops.get(this.#loopOf.get(request) ?? '');
  }

  /** Takes a request in, or what became known of it since. Streams are no part of any loop. */
  take(sample: RequestSample): void {
    const endpoint = endpointOf(sample.method, sample.url);
    const before = this.#familyOf.get(sample.id);
    if (before !== undefined && (sample.isStream || before !== endpoint.key))
      this.forget(sample.id);
    if (sample.isStream) return;
    let family = this.#families.get(endpoint.key);
    if (family === undefined) {
      family = new Family();
      this.#families.set(endpoint.key, family);
    }
    family.take(sample, endpoint);
    this.#familyOf.set(sample.id, endpoint.key);
    this.#dirty.add(endpoint.key);
  }

  forget(request: string): void {
    const key = this.#familyOf.get(request);
    if (key === undefined) return;
    this.#families.get(key)?.forget(request);
    this.#familyOf.delete(request);
    this.#loopOf.delete(request);
    this.#dirty.add(key);
  }

  /** Recognises anew where anything changed; gives the requests whose loop is another now. */
  update(): ReadonlySet<string> {
    const moved = new Set<string>();
    for (const key of this.#dirty) this.#updateFamily(key, moved);
    this.#dirty.clear();
    return moved;
  }

  #updateFamily(key: string, moved: Set<string>): void {
    const family = this.#families.get(key);
    if (family === undefined) return;
    for (const id of this.#loopsOfFamily.get(key) ?? []) this.#loops.delete(id);
    const loops = family.loops();
    const recognised = loops.filter(({ verdict }) => verdict.kind !== 'none');
    for (const loop of recognised) this.#loops.set(loop.id, loop);
    this.#loopsOfFamily.set(
      key,
      recognised.map(({ id }) => id),
    );
    for (const loop of loops) this.#assign(loop, moved);
    if (family.isEmpty) {
      this.#families.delete(key);
      this.#loopsOfFamily.delete(key);
    }
  }

  #assign(loop: Loop, moved: Set<string>): void {
    const id = loop.verdict.kind === 'none' ? undefined : loop.id;
    for (const member of loop.members) {
      if (this.#loopOf.get(member) === id) continue;
      if (id === undefined) this.#loopOf.delete(member);
      else this.#loopOf.set(member, id);
      moved.add(member);
    }
  }
}
