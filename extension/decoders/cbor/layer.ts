import type { Payload } from '../../bytes/payload.ts';
import { PackedLayer, type PackedReader } from '../packed-layer.ts';
import { diagnostic } from './diagnostic.ts';
import { CborTree } from './tree.ts';

const READER: PackedReader = {
  protocol: 'cbor',
  line: diagnostic,
  tree: (bytes) => new CborTree(bytes),
};

/** One data item, or several that came together. */
export function cborLayer(payload: Payload): PackedLayer {
  return new PackedLayer(READER, payload);
}
