import type { DecodedRecord, Layer, Unit } from './contract.ts';
import type { Choice } from './recognise.ts';

/** A unit with the choice of decoder that led to it. */
export interface Reading extends Choice {
  readonly unit: Unit;
}

export function readings(choice: Choice, units: readonly Unit[]): readonly Reading[] {
  const { decoder, recognition } = choice;
  const [only] = units;
  if (only && units.length === 1) return [{ unit: only, decoder, recognition }];
  return units.map((unit) => ({ unit, decoder, recognition }));
}

/** The reading with a problem that says which decoder should have made it. */
export function withFailure(reading: Reading, title: string): Reading {
  const { unit } = reading;
  const { protocol, summary, payload } = unit.layer;
  const reason = `The ${title} decoder failed here. Please report this message.`;
  const layer: Layer = {
    protocol,
    summary,
    payload,
    problems: [{ kind: 'decoder-failed', offset: 0, reason }],
    fields: () => unit.layer.fields(),
  };
  return { ...reading, unit: { ...unit, layer } };
}

/** A unit as a record of its own, without what lies inside. */
export function recordOf({ unit, recognition }: Reading): DecodedRecord {
  const { sources, direction, time, layer, channel, isHeartbeat = false, isForeign } = unit;
  return {
    sources,
    direction,
    time,
    layers: [layer],
    recognitions: [recognition],
    isHeartbeat,
    channel,
    isForeign,
  };
}
