import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Change } from './change.ts';

/** The counts in an object, and in the objects right inside it: `completion_tokens_details.audio_tokens`. */
export function usageOf(usage: JsonOutline | undefined, prefix = ''): readonly Change[] {
  if (usage?.kind !== 'object') return [];
  return usage.members.flatMap(({ name, kind }): readonly Change[] => {
    if (kind === 'object' && prefix === '') return usageOf(usage.inside(name), `${name}.`);
    const count = kind === 'number' ? usage.scalar(name) : undefined;
    if (typeof count !== 'number' && typeof count !== 'bigint') return [];
    return [{ kind: 'usage', name: `${prefix}${name}`, count }];
  });
}

/** `12 in, 40 out`: the two counts that every vendor has, under whichever name. */
export function tokensOf(usage: ReadonlyMap<string, number | bigint>): string {
  const said = (names: readonly string[], word: string) => {
    const name = names.find((one) => usage.has(one));
    return name === undefined ? [] : [`${usage.get(name)} ${word}`];
  };
  return [...said(IN, 'in'), ...said(OUT, 'out')].join(', ');
}

const IN = ['prompt_tokens', 'input_tokens', 'promptTokenCount', 'prompt_eval_count'];
const OUT = ['completion_tokens', 'output_tokens', 'candidatesTokenCount', 'eval_count'];
