import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Mark } from '../marks.ts';

/** What became of a subscription that asked for what it missed. */
export function recovery(result: JsonOutline | undefined): string {
  if (result?.scalar('recovered') === true) {
    const count = result.inside('publications')?.members.length ?? 0;
    return `, ${count} recovered`;
  }
  return result?.scalar('was_recovering') === true ? ', not recovered' : '';
}

/** A session is all that a request of an emulated connection is known by. */
export function resultMarks(
  method: string | undefined,
  result: JsonOutline | undefined,
): readonly Mark[] {
  return method === 'connect' && result ? [{ path: [method, 'session'], as: 'secret' }] : [];
}

export function temporaryMark(error: JsonOutline | undefined): readonly Mark[] {
  if (error?.scalar('temporary') !== true) return [];
  return [{ path: ['error', 'temporary'], note: 'the client may try again' }];
}
