import type { Reading } from './binding.ts';
import type { DecodedRecord } from './contract.ts';

/** A unit as a record of its own, without what lies inside. */
export function recordOf({ unit, recognition }: Reading): DecodedRecord {
  const { sources, direction, time, layer, channel, isHeartbeat = false } = unit;
  const record = {
    sources,
    direction,
    time,
    layers: [layer],
    recognitions: [recognition],
    isHeartbeat,
  };
  return channel ? { ...record, channel } : record;
}
