import { decodeAnyBase64 } from '../../bytes/base64-segment.ts';
import type { Payload } from '../../bytes/payload.ts';
import type { Decoder, Recognition } from '../contract.ts';
import { type Unpacked, unpack, wrappingOf } from '../unpack.ts';
import { foreign, type Verdict, WholeBodySession } from '../whole-body.ts';
import { GzipLayer } from './layer.ts';

const MIME = /^application\/(?:x-)?(?:gzip|gunzip|zlib|deflate)$/;
/** The smallest of each that holds anything. */
const LEAST = { gzip: 20, zlib: 9, deflate: Number.POSITIVE_INFINITY } as const;
/** How gzip and zlib begin in base64, and nothing else; the shortest text of the smallest. */
const BASE64 = /^(?:H4sI|e[AFJN])[\w+/-]*={0,2}$/;
const SHORTEST = 24;

/** Bytes compressed with deflate: gzip, zlib, and where that is said, without either. */
export const gzip: Decoder = {
  protocol: 'gzip',
  title: 'gzip',
  specification: 'https://www.rfc-editor.org/rfc/rfc1952',
  versions: 'also zlib and raw deflate, and base64 of them',
  recognisedBy: 'MIME type, content-encoding of STOMP and MQTT, magic and checksum',
  channels: '',
  isStateless: true,
  claims: ({ mime }) =>
    mime !== undefined && MIME.test(mime) ? { by: 'mime', reason: `MIME type ${mime}` } : undefined,
  textStarts: 'He',
  sniffs: (payload) => {
    const packed = packedIn(payload);
    return packed && recognised(packed.bytes);
  },
  open: () => new WholeBodySession(read),
};

function read(payload: Payload): Verdict {
  const packed = packedIn(payload);
  const unpacked = packed && unpack(packed.bytes);
  const isNone = unpacked?.wrapping === 'deflate' && unpacked.content.length === 0;
  if (!unpacked || isNone) {
    const reason = 'This is neither gzip nor zlib, and cannot be inflated as it stands.';
    return foreign(gzip, payload, { kind: 'not-compressed', offset: 0, reason });
  }
  return { layer: new GzipLayer(payload, packed.bytes.length, unpacked, packed.placeOf) };
}

/** The bytes of a message, or of the base64 that it is. */
function packedIn(payload: Payload) {
  if (!payload.isText) return { bytes: payload.bytes, placeOf: undefined };
  const isLikely = payload.text.length >= SHORTEST && BASE64.test(payload.text);
  return isLikely ? decodeAnyBase64(payload.text) : undefined;
}

/**
 * Two bytes begin zlib by chance once in a thousand messages, and three gzip once in 16 million: gzip
 * has to inflate without a fault, zlib to its end and with the right checksum.
 */
function recognised(bytes: Uint8Array): Recognition | undefined {
  const wrapping = wrappingOf(bytes);
  if (bytes.length < LEAST[wrapping]) return undefined;
  const unpacked = unpack(bytes);
  const isSound = wrapping === 'gzip' ? isInflating(unpacked) : isWhole(unpacked);
  if (!isSound) return undefined;
  return { by: 'content', reason: `begins as ${wrapping}, and inflates` };
}

function isInflating({ content, problems }: Unpacked): boolean {
  return content.length > 0 && problems.every(({ kind }) => kind !== 'bad-deflate');
}

function isWhole({ content, problems }: Unpacked): boolean {
  return content.length > 0 && problems.every(({ kind }) => kind === 'too-large');
}
