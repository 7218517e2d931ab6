import { readFileSync } from 'node:fs';
import { decodeCommand, encodeNews } from '../wire/topic/binary.ts';
import { CBOR } from '../wire/topic/cbor.ts';
import type { FormatName, TopicFormat } from '../wire/topic/format.ts';
import { MESSAGEPACK } from '../wire/topic/messagepack.ts';
import { protobufFormat } from '../wire/topic/protobuf.ts';

/** The schema of `format=protobuf`, as a person loads it into a tool that reads Protobuf. */
export const TOPIC_PROTO = readFileSync(
  new URL('../wire/topic/topic.proto', import.meta.url),
  'utf8',
);

/** Every way to write the vocabulary. A page that is answered in JSON may still write the binary layout. */
export const FORMATS: Readonly<Record<FormatName, TopicFormat>> = {
  json: { encode: (news) => JSON.stringify(news), decode: decodeCommand },
  binary: { encode: encodeNews, decode: decodeCommand },
  messagepack: MESSAGEPACK,
  cbor: CBOR,
  protobuf: protobufFormat(TOPIC_PROTO),
};
