import type { Payload } from '../../bytes/payload.ts';
import type { Notation } from '../message-session.ts';
import { PACKED_FORMATS } from '../packed-formats.ts';
import { packedNotation } from '../packed-notation.ts';
import { HubArray } from './hub-array.ts';
import { lengthField } from './length-prefix.ts';

const ARRAYS = packedNotation(PACKED_FORMATS.messagepack, lengthField);

/** Hub messages in MessagePack, each with its length in front. */
export const HUB_NOTATION: Notation<HubArray> = {
  outline: hubArray,
  fields(payload, unread) {
    const [length, ...items] = ARRAYS.fields(payload, unread);
    const names = hubArray(payload)?.names ?? [];
    const named = items.map((item, index) => ({ ...item, name: names[index] ?? item.name }));
    return length ? [length, ...named] : named;
  },
  problems: (payload) => [...ARRAYS.problems(payload), ...(hubArray(payload)?.problems ?? [])],
};

function hubArray(payload: Payload): HubArray | undefined {
  const array = ARRAYS.outline(payload);
  return array?.kind === 'array' ? new HubArray(array) : undefined;
}
