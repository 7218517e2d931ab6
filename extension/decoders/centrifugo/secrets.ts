import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Mark } from '../marks.ts';

const SECRETS = ['token', 'headers'];

/**
 * Tokens of the request, of the subscriptions that a connect asks for at once, and the signatures
 * of keys that a subscription tracks (centrifugal/protocol, `SubRefreshRequest`).
 */
export function secretsOf(
  request: JsonOutline | undefined,
  path: readonly string[],
): readonly Mark[] {
  const names = request?.inside('subs')?.members.map(({ name }) => name) ?? [];
  const batches = request?.inside('track')?.members.map(({ name }) => name) ?? [];
  return [
    ...SECRETS.map((name) => ({ path: [...path, name], as: 'secret' as const })),
    ...batches.map((index) => ({
      path: [...path, 'track', index, 'signature'],
      as: 'secret' as const,
    })),
    ...names.map((name) => ({ path: [...path, 'subs', name, 'token'], as: 'secret' as const })),
  ];
}
