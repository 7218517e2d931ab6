import type { Payload } from '../../bytes/payload.ts';
import { PackedLayer, type PackedReader } from '../packed-layer.ts';
import { lineOf } from './line.ts';
import { MessagePackTree } from './tree.ts';

const READER: PackedReader = {
  protocol: 'messagepack',
  line: lineOf,
  tree: (bytes) => new MessagePackTree(bytes),
};

/** One value, or several that came together. */
export function messagePackLayer(payload: Payload): PackedLayer {
  return new PackedLayer(READER, payload);
}
