import { packedCbor } from './cbor/packed.ts';
import { packedMessagePack } from './messagepack/packed.ts';
import type { PackedFormat } from './packed-format.ts';

/**
 * The formats that other protocols are made of. Decoders do not know one another: a protocol takes
 * from here what reads the values that its messages are.
 */
export const PACKED_FORMATS = {
  messagepack: packedMessagePack,
  cbor: packedCbor,
} as const satisfies Record<string, PackedFormat>;
