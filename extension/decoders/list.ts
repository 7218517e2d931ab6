import { actionCable } from './action-cable/decoder.ts';
import { bytes } from './bytes/decoder.ts';
import { cbor } from './cbor/decoder.ts';
import { centrifugo } from './centrifugo/decoder.ts';
import type { Decoder } from './contract.ts';
import { ddp } from './ddp/decoder.ts';
import { engineIo } from './engine-io/decoder.ts';
import { graphql } from './graphql/decoder.ts';
import { graphqlHttp } from './graphql-http/decoder.ts';
import { grpcWeb } from './grpc-web/decoder.ts';
import { gzip } from './gzip/decoder.ts';
import { json } from './json/decoder.ts';
import { jsonRpc } from './json-rpc/decoder.ts';
import { jsonp } from './jsonp/decoder.ts';
import { jwt } from './jwt/decoder.ts';
import { llm } from './llm/decoder.ts';
import { mercure } from './mercure/decoder.ts';
import { messagepack } from './messagepack/decoder.ts';
import { mqtt } from './mqtt/decoder.ts';
import { multipart } from './multipart/decoder.ts';
import { phoenix } from './phoenix/decoder.ts';
import { protobuf } from './protobuf/decoder.ts';
import { pusher } from './pusher/decoder.ts';
import { rsocket } from './rsocket/decoder.ts';
import { signalr } from './signalr/decoder.ts';
import { socketIo } from './socket-io/decoder.ts';
import { sockjs } from './sockjs/decoder.ts';
import { sse } from './sse/decoder.ts';
import { stomp } from './stomp/decoder.ts';
import { text } from './text/decoder.ts';
import { wamp } from './wamp/decoder.ts';
import { zlibStream } from './zlib-stream/decoder.ts';

/**
 * Every decoder, in the order in which they are asked; the two that refuse nothing come last. SockJS
 * is asked before SSE, because its URL says more than the MIME type of its event streams. MessagePack
 * and CBOR take any subprotocol that names them, after the protocols that are made of them. Protobuf
 * is known by its looks only where a person says so, and then better than the formats after it.
 */
export const DECODERS: readonly Decoder[] = [
  sockjs,
  engineIo,
  socketIo,
  jsonp,
  mercure,
  sse,
  stomp,
  mqtt,
  rsocket,
  signalr,
  graphql,
  graphqlHttp,
  actionCable,
  phoenix,
  pusher,
  wamp,
  ddp,
  centrifugo,
  jsonRpc,
  llm,
  zlibStream,
  gzip,
  protobuf,
  messagepack,
  cbor,
  jwt,
  grpcWeb,
  multipart,
  json,
  text,
  bytes,
];
