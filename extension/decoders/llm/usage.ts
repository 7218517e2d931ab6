import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Changes } from './changes.ts';

/** The counts in an object, and in the objects right inside it: `completion_tokens_details.audio_tokens`. */
export function addUsage(changes: Changes, usage: JsonOutline | undefined, prefix = ''): void {
  if (usage?.kind !== 'object') return;
  for (const { name, kind } of usage.members) {
    if (kind === 'object' && prefix === '') addUsage(changes, usage.inside(name), `${name}.`);
    const count = kind === 'number' ? usage.scalar(name) : undefined;
    if (typeof count === 'number' || typeof count === 'bigint')
      changes.usage(`${prefix}${name}`, count);
  }
}

/** `12 in, 40 out`: the two counts that every vendor has, under whichever name. */
export function tokensOf(usage: ReadonlyMap<string, number | bigint>): string {
  if (usage.size === 0) return '';
  const said = (names: readonly string[], word: string) => {
    const name = names.find((one) => usage.has(one));
    return name === undefined ? [] : [`${usage.get(name)} ${word}`];
  };
  return [...said(IN, 'in'), ...said(OUT, 'out')].join(', ');
}

const IN = ['prompt_tokens', 'input_tokens', 'promptTokenCount', 'prompt_eval_count'];
const OUT = ['completion_tokens', 'output_tokens', 'candidatesTokenCount', 'eval_count'];
