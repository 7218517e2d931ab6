import fc from 'fast-check';

/** Sound bytes with one to three of them changed, left out, doubled, or cut at the end. */
export function damaged(sound: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  const hit = fc.tuple(
    fc.constantFrom('set', 'flip', 'drop', 'double', 'cut'),
    fc.nat(),
    fc.nat(255),
  );
  return fc
    .tuple(sound, fc.array(hit, { minLength: 1, maxLength: 3 }))
    .map(([bytes, hits]) =>
      hits.reduce((list, [kind, at, byte]) => hitAt(list, kind, at, byte), bytes),
    );
}

function hitAt(bytes: Uint8Array, kind: string, place: number, byte: number): Uint8Array {
  if (bytes.length === 0) return bytes;
  const at = place % bytes.length;
  const list = [...bytes];
  if (kind === 'set') list[at] = byte;
  else if (kind === 'flip') list[at] = (list[at] ?? 0) ^ (1 << (byte % 8));
  else if (kind === 'drop') list.splice(at, 1);
  else if (kind === 'double') list.splice(at, 0, list[at] ?? 0);
  else list.length = at;
  return Uint8Array.from(list);
}
