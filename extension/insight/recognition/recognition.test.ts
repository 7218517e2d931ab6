import { describe, expect, it } from 'vitest';
import { DECODERS } from '../../decoders/list.ts';
import { CONTRADICTED } from './contradicted.fixture.ts';
import { type Labelled, type Reading, readingsOf } from './labelled.fixture.ts';
import { LOOK_ALIKE_BYTES, LOOK_ALIKE_TEXTS, type LookAlike } from './look-alikes.fixture.ts';
import { SPOKEN_IN_BYTES } from './spoken-binary.fixture.ts';
import { SPOKEN_IN_JSON } from './spoken-json.fixture.ts';
import { SPOKEN_IN_TEXT } from './spoken-text.fixture.ts';

const SPOKEN = [...SPOKEN_IN_TEXT, ...SPOKEN_IN_JSON, ...SPOKEN_IN_BYTES];

/** One line for each reading that is not as its label has it, with the reason it was chosen for. */
function wrongIn(labelled: Labelled): readonly string[] {
  const readings = readingsOf(labelled);
  const wanted = (index: number) =>
    typeof labelled.is === 'string' ? labelled.is : labelled.is[index];
  const wrong = readings.flatMap((reading, index) =>
    reading.protocol === wanted(index) ? [] : [told(labelled.what, reading, wanted(index))],
  );
  const by = readings.find(({ protocol }) => protocol === labelled.is)?.by;
  if (readings.length === 0) wrong.push(`${labelled.what}: nothing was read`);
  const paths = readings.map(({ path }) => path);
  if (labelled.inside && !paths.includes(labelled.inside))
    wrong.push(`${labelled.what}: no record is ${labelled.inside}, but ${paths.join(', ')}`);
  if (labelled.by && by !== labelled.by)
    wrong.push(`${labelled.what}: recognised by ${by}, not by ${labelled.by}`);
  return wrong;
}

function told(what: string, { path, by, reason }: Reading, wanted: string | undefined): string {
  return `${what}: read as ${path} (${by}: ${reason}), not as ${wanted}`;
}

describe('recognition of what applications say', () => {
  it.each(SPOKEN.map((one) => [one.what, one] as const))('knows %s', (_, labelled) => {
    expect(wrongIn(labelled)).toEqual([]);
  });

  it('is held for every protocol in the list', () => {
    const held = new Set(
      SPOKEN.flatMap(({ is, inside = '' }) => [is, inside.split(' > ')].flat(2)),
    );
    const missing = DECODERS.filter(({ protocol }) => !held.has(protocol));
    // Add connections that speak it to one of the fixtures beside this file.
    expect(missing.map(({ title }) => title)).toEqual([]);
  });
});

describe('recognition of what only looks like a protocol', () => {
  /** Sent and received, over WebSocket and as an answer without a MIME type. */
  const variants = ({ says, ...one }: LookAlike): readonly Labelled[] =>
    (['sent', 'received'] as const).flatMap((direction) =>
      (['websocket', 'fetch'] as const).map((transport) => ({
        ...one,
        what: `${one.what}, ${direction} by ${transport}`,
        transport,
        url: `${transport === 'websocket' ? 'wss' : 'https'}://app.example/live`,
        says: says.map((content) => ({ direction, content })),
      })),
    );

  it.each(
    [...LOOK_ALIKE_TEXTS, ...LOOK_ALIKE_BYTES].map((one) => [one.what, one.not, one] as const),
  )('%s is not %s', (_, _not, one) => {
    expect(variants(one).flatMap(wrongIn)).toEqual([]);
  });

  it('finds it no more in texts that came as bytes', () => {
    const asBytes = LOOK_ALIKE_TEXTS.map((one): LookAlike => {
      const encoder = new TextEncoder();
      const says = one.says.map((content) =>
        content.kind === 'text'
          ? { kind: 'binary' as const, bytes: encoder.encode(content.text) }
          : content,
      );
      return { ...one, what: `${one.what}, in bytes`, says, is: one.isInBytes ?? one.is };
    });
    expect(asBytes.flatMap(variants).flatMap(wrongIn)).toEqual([]);
  });
});

describe('recognition that was led astray', () => {
  it.each(CONTRADICTED.map((one) => [one.what, one] as const))('corrects %s', (_, labelled) => {
    expect(wrongIn(labelled)).toEqual([]);
  });
});
