import { type Endpoint, endpointOf } from './endpoint.ts';
import { recognise, type Verdict } from './recognise.ts';
import type { RequestSample } from './sample.ts';
import { stableKey, volatileParameters } from './volatile.ts';

/** Requests remembered for one endpoint. */
const REMEMBERED = 512;

/** Requests to one endpoint that differ at most in moving parameters, and what they make up. */
export interface Loop {
  readonly id: string;
  /** What a person reads: the path, with the parameters that tell it from others. */
  readonly name: string;
  readonly members: readonly string[];
  readonly verdict: Verdict;
}

interface Asked {
  readonly sample: RequestSample;
  readonly endpoint: Endpoint;
}

/** All requests of one method to one path, whatever their parameters. */
export class Family {
  readonly #asked = new Map<string, Asked>();
  #kinds = new Map<string, Verdict['kind']>();

  get isEmpty(): boolean {
    return this.#asked.size === 0;
  }

  /** Takes a request in, or what became known of it since. */
  take(sample: RequestSample, endpoint: Endpoint = endpointOf(sample.method, sample.url)): void {
    this.#asked.set(sample.id, { sample, endpoint });
    const [oldest] = this.#asked.keys();
    if (this.#asked.size > REMEMBERED && oldest !== undefined) this.#asked.delete(oldest);
  }

  forget(id: string): void {
    this.#asked.delete(id);
  }

  /** Tells the channels of this endpoint apart and recognises each. */
  loops(): readonly Loop[] {
    const all = [...this.#asked.values()].toSorted(
      (a, b) => a.sample.startedAt - b.sample.startedAt,
    );
    const moving = volatileParameters(all.map(({ endpoint }) => endpoint.parameters));
    const groups = new Map<string, Asked[]>();
    for (const asked of all) {
      const key = stableKey(asked.endpoint.parameters, moving);
      const group = groups.get(key);
      if (group) group.push(asked);
      else groups.set(key, [asked]);
    }
    const telling = tellingParameters([...groups.values()], moving);
    const loops = [...groups].map(([key, group]) => this.#loop(key, group, telling));
    this.#kinds = new Map(loops.map(({ id, verdict }) => [id, verdict.kind]));
    return loops;
  }

  #loop(stable: string, group: readonly Asked[], telling: ReadonlySet<string>): Loop {
    const endpoint = group[0]?.endpoint;
    const id = `${endpoint?.key ?? ''}${stable === '' ? '' : `?${stable}`}`;
    const shown = [...(endpoint?.parameters ?? [])].filter(([name]) => telling.has(name));
    const query = shown.map(([name, value]) => `${name}=${value}`).join('&');
    const samples = group.map(({ sample }) => sample);
    return {
      id,
      name: `${endpoint?.path ?? ''}${query === '' ? '' : `?${query}`}`,
      members: samples.map((sample) => sample.id),
      verdict: recognise(samples, this.#kinds.get(id)),
    };
  }
}

/** Stable parameters that are not the same in all groups. */
function tellingParameters(
  groups: readonly (readonly Asked[])[],
  moving: ReadonlySet<string>,
): ReadonlySet<string> {
  const all = groups.map((group) => group[0]?.endpoint.parameters ?? new Map<string, string>());
  const names = all.flatMap((parameters) => [...parameters.keys()]);
  const differs = (name: string) => new Set(all.map((parameters) => parameters.get(name))).size > 1;
  return new Set(names.filter((name) => !moving.has(name) && differs(name)));
}
