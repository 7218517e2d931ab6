/** Well-known MIME types by their id (Extensions/WellKnownMimeTypes.md), from 0x00 on. */
const TYPES: readonly string[] = [
  'application/avro',
  'application/cbor',
  'application/graphql',
  'application/gzip',
  'application/javascript',
  'application/json',
  'application/octet-stream',
  'application/pdf',
  'application/vnd.apache.thrift.binary',
  'application/vnd.google.protobuf',
  'application/xml',
  'application/zip',
  'audio/aac',
  'audio/mp3',
  'audio/mp4',
  'audio/mpeg3',
  'audio/mpeg',
  'audio/ogg',
  'audio/opus',
  'audio/vorbis',
  'image/bmp',
  'image/gif',
  'image/heic-sequence',
  'image/heic',
  'image/heif-sequence',
  'image/heif',
  'image/jpeg',
  'image/png',
  'image/tiff',
  'multipart/mixed',
  'text/css',
  'text/csv',
  'text/html',
  'text/plain',
  'text/xml',
  'video/H264',
  'video/H265',
  'video/VP8',
  'application/x-hessian',
  'application/x-java-object',
  'application/cloudevents+json',
  'application/x-capnp',
  'application/x-flatbuffers',
];

export const MIME_TYPE = 'message/x.rsocket.mime-type.v0';
export const ACCEPT_MIME_TYPES = 'message/x.rsocket.accept-mime-types.v0';
export const AUTHENTICATION = 'message/x.rsocket.authentication.v0';
export const TRACING = 'message/x.rsocket.tracing-zipkin.v0';
export const ROUTING = 'message/x.rsocket.routing.v0';
export const COMPOSITE = 'message/x.rsocket.composite-metadata.v0';

/** Those from 0x7A on. */
const EXTENSIONS: readonly string[] = [
  MIME_TYPE,
  ACCEPT_MIME_TYPES,
  AUTHENTICATION,
  TRACING,
  ROUTING,
  COMPOSITE,
];
const FIRST_EXTENSION = 0x7a;

/** The MIME type with this id of 0 to 127. */
export function wellKnownMimeType(id: number): string | undefined {
  return id >= FIRST_EXTENSION ? EXTENSIONS[id - FIRST_EXTENSION] : TYPES[id];
}

/** Lower case without parameters already, as most are written. */
const ESSENCE = /^[^;\sA-Z]*$/;

/** A MIME type as a hint for what is inside: lower case, without parameters. */
export function essence(mime: string): string {
  return ESSENCE.test(mime) ? mime : (mime.split(';')[0] ?? '').trim().toLowerCase();
}
