import { endpointOf } from './endpoint.ts';
import { Family, type Loop } from './family.ts';
import type { RequestSample } from './sample.ts';

/** What an update of the loops brought. */
export interface LoopChanges {
  /** Loops recognised, or still going on, with new figures. */
  readonly loops: readonly Loop[];
  /** Ids of loops that are none any more. */
  readonly gone: readonly string[];
  /** Requests that are part of another loop than before, or of none. */
  readonly moved: ReadonlySet<string>;
}

/** Every loop of requests that the page is running or has run. */
export class LoopBook {
  readonly #families = new Map<string, Family>();
  readonly #familyOf = new Map<string, string>();
  readonly #dirty = new Set<string>();
  readonly #loopOf = new Map<string, string>();
  readonly #loops = new Map<string, Loop>();
  readonly #loopsOfFamily = new Map<string, readonly string[]>();

  /** The loop that a request is part of. */
  loopOf(request: string): Loop | undefined {
    const id = this.#loopOf.get(request);
    return id === undefined ? undefined : this.#loops.get(id);
  }

  /** Takes a request in, or what became known of it since. Streams are no part of any loop. */
  take(sample: RequestSample): void {
    const endpoint = endpointOf(sample.method, sample.url);
    if (sample.isStream) {
      this.forget(sample.id);
      return;
    }
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

  /** Recognises anew where anything changed. */
  update(): LoopChanges {
    const loops: Loop[] = [];
    const gone: string[] = [];
    const moved = new Set<string>();
    for (const key of this.#dirty) {
      const found = this.#families.get(key)?.loops() ?? [];
      const recognised = found.filter(({ verdict }) => verdict.kind !== 'none');
      const ids = new Set(recognised.map(({ id }) => id));
      for (const id of this.#loopsOfFamily.get(key) ?? []) {
        if (!ids.has(id)) gone.push(id);
      }
      for (const loop of found) this.#assign(loop, ids.has(loop.id), moved);
      for (const loop of recognised) loops.push(loop);
      this.#remember(key, recognised);
    }
    for (const id of gone) this.#loops.delete(id);
    this.#dirty.clear();
    return { loops, gone, moved };
  }

  #remember(key: string, recognised: readonly Loop[]): void {
    for (const loop of recognised) this.#loops.set(loop.id, loop);
    this.#loopsOfFamily.set(
      key,
      recognised.map(({ id }) => id),
    );
    if (this.#families.get(key)?.isEmpty !== true) return;
    this.#families.delete(key);
    this.#loopsOfFamily.delete(key);
  }

  #assign({ id, members }: Loop, isRecognised: boolean, moved: Set<string>): void {
    for (const member of members) {
      if (this.#loopOf.get(member) === (isRecognised ? id : undefined)) continue;
      if (isRecognised) this.#loopOf.set(member, id);
      else this.#loopOf.delete(member);
      moved.add(member);
    }
  }
}
