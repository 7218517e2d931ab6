import type { Payload } from '../../bytes/payload.ts';
import type { MessageType } from '../../schema/schema.ts';
import type { ConnectionFacts, Decoder, Direction, Recognition } from '../contract.ts';
import { isPlainText } from '../value-stream.ts';
import { foreign, type Verdict, WholeBodySession } from '../whole-body.ts';
import { ProtobufLayer } from './layer.ts';
import { TypedProtobufLayer } from './typed-layer.ts';
import { walkFields } from './walk.ts';

const MIME =
  /^application\/(?:x-|vnd\.)?(?:google[.-])?protobuf$|^application\/(?:x-)?(?:google-)?proto(?:buf)?$|\+proto(?:buf)?$/;
/** `topics.protobuf`, `chat.proto`; `echo-proto` says no more than protocol. */
const SUBPROTOCOL = /(?:^|[.+/_-])protobuf\d?(?:$|[.+/_-])|[.+]proto\d?$/i;
/** Centrifugo writes lengths between the messages. */
const DELIMITED = /^centrifuge-/i;
/** Bytes that are all letters are text, unless they begin with so many fields. */
const ENOUGH = 1000;
/** Bodies of gRPC have frames around their messages. */
const FRAMED = /^application\/(?:grpc|connect)\b/;

/**
 * Protocol Buffers. Nearly any bytes can be fields, so it takes a declaration or a person to call
 * them that; looks prove nothing. Without a schema, a field shows everything that it may mean.
 */
export const protobuf: Decoder = {
  protocol: 'protobuf',
  title: 'Protobuf',
  specification: 'https://protobuf.dev/programming-guides/encoding/',
  versions: 'proto2, proto3, editions; without a .proto file all readings',
  recognisedBy: 'MIME type, subprotocol, a chosen message type',
  channels: '',
  isStateless: true,
  claims,
  textStarts: '',
  sniffs: () => undefined,
  isSaid: (facts, direction) => {
    const type = typeOf(direction, facts);
    return type && { by: 'person', reason: `message type ${type.name} chosen by hand` };
  },
  open: (facts) =>
    new WholeBodySession((payload, _, direction) => read(payload, typeOf(direction, facts), facts)),
};

function claims({ protocol = '', mime = '' }: ConnectionFacts): Recognition | undefined {
  if (SUBPROTOCOL.test(protocol) && !DELIMITED.test(protocol))
    return { by: 'subprotocol', reason: `subprotocol ${protocol}` };
  if (MIME.test(mime) && !FRAMED.test(mime)) return { by: 'mime', reason: `MIME type ${mime}` };
  return undefined;
}

function typeOf(direction: Direction, { protobuf }: ConnectionFacts): MessageType | undefined {
  const name = protobuf?.names?.[direction];
  return name === undefined ? undefined : protobuf?.schema.messages.get(name);
}

function read(
  payload: Payload,
  type: MessageType | undefined,
  { protobuf: types }: ConnectionFacts,
): Verdict {
  if (payload.isText && payload.byteLength > 0) {
    const reason = 'Protobuf is sent as bytes, and this is a text message.';
    return foreign(protobuf, payload, { kind: 'text-message', offset: 0, reason });
  }
  const { bytes } = payload;
  const isText = bytes.length > 0 && isPlainText(bytes);
  const problem = isText ? walkFields(bytes, [0, bytes.length], ENOUGH).problem : undefined;
  const isForeign = problem !== undefined && problem.kind !== 'too-many-fields';
  if (isForeign) return foreign(protobuf, payload, problem);
  const layer =
    type && types
      ? new TypedProtobufLayer(payload, type, types.schema)
      : new ProtobufLayer(payload);
  return { layer };
}
