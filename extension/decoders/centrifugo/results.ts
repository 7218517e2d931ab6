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

const TOKEN_EXPIRED = 109;

/** What a client does about an error (centrifuge, errors.go; centrifuge-js, src/centrifuge.ts). */
export function errorMarks(error: JsonOutline | undefined): readonly Mark[] {
  if (error?.scalar('code') === TOKEN_EXPIRED) {
    return [{ path: ['error', 'code'], note: 'the client gets a new token' }];
  }
  if (error?.scalar('temporary') !== true) return [];
  return [{ path: ['error', 'temporary'], note: 'the client may try again' }];
}

/** What a client does when it is told to leave, by the code (centrifuge, disconnect.go, unsubscribe.go). */
export function adviceMarks(
  kind: string,
  content: JsonOutline | undefined,
  path: readonly string[],
): readonly Mark[] {
  const code = content?.scalar('code');
  const note = typeof code === 'number' ? adviceOf(kind, code) : undefined;
  return note === undefined ? [] : [{ path: [...path, kind, 'code'], note }];
}

function adviceOf(kind: string, code: number): string | undefined {
  if (kind === 'unsubscribe') {
    return `the client ${code < 2500 ? 'does not subscribe' : 'subscribes'} again`;
  }
  // Codes below are the transport's.
  if (kind !== 'disconnect' || code < 3000) return undefined;
  const isTerminal = (code >= 3500 && code < 4000) || (code >= 4500 && code < 5000);
  return `the client ${isTerminal ? 'does not connect' : 'connects'} again`;
}
