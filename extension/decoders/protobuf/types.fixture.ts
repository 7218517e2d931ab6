import { Payload } from '../../bytes/payload.ts';
import { readProtoFiles } from '../../schema/read-proto.ts';
import type { Schema } from '../../schema/schema.ts';
import { TypedProtobufLayer } from './typed-layer.ts';

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/[\da-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** The schema of one .proto file in which nothing is wrong. */
export function schemaOf(text: string): Schema {
  const { schema, problems } = readProtoFiles([{ name: 'test.proto', text }]);
  for (const { reason } of problems) throw new Error(reason);
  return schema;
}

/** Bytes as a message of a type. */
export function typedLayer(schema: Schema, name: string, bytes: Uint8Array): TypedProtobufLayer {
  const type = schema.messages.get(name);
  if (!type) throw new Error(`no message ${name}`);
  return new TypedProtobufLayer(Payload.ofBytes(bytes), type, schema);
}
