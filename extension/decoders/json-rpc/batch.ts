import { JsonOutline } from '../../bytes/json/outline.ts';
import { Payload } from '../../bytes/payload.ts';
import type { Piece } from '../json-session.ts';

/**
 * The messages of a batch (§6), brackets and commas with the message before them; any other payload
 * is one message. What follows a batch that ends badly belongs to its last message.
 */
export function piecesOf(payload: Payload): readonly Piece[] {
  const { byteLength: size } = payload;
  const whole: Piece = { payload, range: [0, size] };
  const outline = JsonOutline.ofPayload(payload);
  const [first] = outline?.members ?? [];
  if (outline?.kind !== 'array' || first?.kind !== 'object') return [whole];
  const { bytes, members, isClosed, isLast } = outline;
  const isWell = isClosed && isLast;
  return members.map(({ range: [start, end] }, index) => {
    const next = members[index + 1]?.range[0];
    return {
      payload: Payload.ofBytes(bytes.subarray(start, next === undefined && !isWell ? size : end)),
      range: [index === 0 ? 0 : start, next ?? size],
      place: `message ${index + 1} of a batch of ${members.length}`,
    };
  });
}
