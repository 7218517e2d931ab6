import type { Payload } from '../../bytes/payload.ts';
import type { Decoder } from '../contract.ts';
import { isPlainText } from '../value-stream.ts';
import { foreign, type Verdict, WholeBodySession } from '../whole-body.ts';
import { ProtobufLayer } from './layer.ts';
import { walkFields } from './walk.ts';

const MIME =
  /^application\/(?:x-|vnd\.)?(?:google[.-])?protobuf$|^application\/(?:x-)?(?:google-)?proto(?:buf)?$|\+proto(?:buf)?$/;
/** Bytes that are all letters are text, unless they begin with so many fields. */
const ENOUGH = 1000;
/** Bodies of gRPC have frames around their messages. */
const FRAMED = /^application\/(?:grpc|connect)\b/;

/**
 * Protocol Buffers without their schema. Nearly any bytes can be fields, so it takes a declaration
 * or a person to call them that; looks prove nothing.
 */
export const protobuf: Decoder = {
  protocol: 'protobuf',
  title: 'Protobuf',
  specification: 'https://protobuf.dev/programming-guides/encoding/',
  versions: 'without a schema: all readings',
  recognisedBy: 'MIME type',
  channels: '',
  isStateless: true,
  claims: ({ mime }) =>
    mime !== undefined && MIME.test(mime) && !FRAMED.test(mime)
      ? { by: 'mime', reason: `MIME type ${mime}` }
      : undefined,
  textStarts: '',
  sniffs: () => undefined,
  open: () => new WholeBodySession(read),
};

function read(payload: Payload): Verdict {
  if (payload.isText && payload.byteLength > 0) {
    const reason = 'Protobuf is sent as bytes, and this is a text message.';
    return foreign(protobuf, payload, { kind: 'text-message', offset: 0, reason });
  }
  const { bytes } = payload;
  const isText = bytes.length > 0 && isPlainText(bytes);
  const problem = isText ? walkFields(bytes, [0, bytes.length], ENOUGH).problem : undefined;
  const isForeign = problem !== undefined && problem.kind !== 'too-many-fields';
  return isForeign ? foreign(protobuf, payload, problem) : { layer: new ProtobufLayer(payload) };
}
