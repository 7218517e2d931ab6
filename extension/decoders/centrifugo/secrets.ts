import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Mark } from '../marks.ts';

const SECRETS = ['token', 'headers'];

/** Tokens of the request, and of the subscriptions that a connect asks for at once. */
export function secretsOf(
  request: JsonOutline | undefined,
  path: readonly string[],
): readonly Mark[] {
  const names = request?.inside('subs')?.members.map(({ name }) => name) ?? [];
  return [
    ...SECRETS.map((name) => ({ path: [...path, name], as: 'secret' as const })),
    ...names.map((name) => ({ path: [...path, 'subs', name, 'token'], as: 'secret' as const })),
  ];
}
