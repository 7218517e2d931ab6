import { JsonOutline } from '../../bytes/json/outline.ts';
import type { Inner } from '../contract.ts';
import { innerOf } from '../json-text.ts';
import type { Mark } from '../marks.ts';

const encoder = new TextEncoder();

/**
 * The commands in an emulation request: the session and node that the stream is at, and lines of
 * commands in a string (centrifugal/protocol, `EmulationRequest`).
 */
export function emulatedLines(outline: JsonOutline): readonly JsonOutline[] | undefined {
  const data = outline.text('data');
  const isOurs = outline.text('session') !== undefined && outline.text('node') !== undefined;
  if (data === undefined || !isOurs) return undefined;
  return data
    .split('\n')
    .map((line) => JsonOutline.of(encoder.encode(line)))
    .filter((line) => line !== undefined);
}

/** Who knows the session may send for it; commands may carry tokens. */
export function emulationMarks(
  outline: JsonOutline,
  lines: readonly JsonOutline[],
): { readonly marks: readonly Mark[]; readonly inner?: Inner | undefined } {
  const session: Mark = { path: ['session'], as: 'secret' };
  const hasToken = lines.some((line) =>
    line.members.some(({ name }) => line.inside(name)?.has('token')),
  );
  if (hasToken) return { marks: [session, { path: ['data'], as: 'secret' }] };
  return { marks: [session, { path: ['data'], as: 'body' }], inner: innerOf(outline, 'data') };
}
