import { OctetReader, OctetWriter } from './octets.ts';

/** The MIME types under which a route travels: among others, or alone. */
export const COMPOSITE_METADATA = 'message/x.rsocket.composite-metadata.v0';
export const ROUTING_METADATA = 'message/x.rsocket.routing.v0';

/** Well-known MIME types have numbers; these are the two that matter here (Well-known MIME types 0x7e, 0x7f). */
const ROUTING_ID = 0x7e;

/**
 * The first route of a request, from metadata of one of the two types above. Undefined where there is
 * none, or where the metadata is broken before it.
 */
export function routeIn(metadata: Uint8Array, mimeType: string): string | undefined {
  try {
    const tags = mimeType === COMPOSITE_METADATA ? routingEntry(metadata) : metadata;
    return tags && firstTag(tags);
  } catch {
    return undefined;
  }
}

/**
 * Composite metadata: a number of seven bits with the first bit set, or the length of a name, then the
 * name; 24 bits of length; the content. The length of a name is written minus one by every
 * implementation, though the specification does not say so.
 */
function routingEntry(metadata: Uint8Array): Uint8Array | undefined {
  const octets = new OctetReader(metadata);
  while (!octets.isAtEnd) {
    const first = octets.u8();
    const isNumber = first >= 0x80;
    const name = isNumber ? '' : new TextDecoder().decode(octets.piece(first + 1));
    const content = octets.piece(octets.u24());
    if (isNumber ? (first & 0x7f) === ROUTING_ID : name === ROUTING_METADATA) return content;
  }
  return undefined;
}

/** Composite metadata that holds one route and nothing else. */
export function routeMetadata(route: string): Uint8Array {
  const tag = new TextEncoder().encode(route);
  return new OctetWriter()
    .u8(0x80 | ROUTING_ID)
    .u24(1 + tag.length)
    .u8(tag.length)
    .piece(tag)
    .bytes();
}

/** Routing metadata: tags, each after a byte with its length; the first is the route. */
function firstTag(tags: Uint8Array): string | undefined {
  const octets = new OctetReader(tags);
  if (octets.isAtEnd) return undefined;
  return new TextDecoder('utf-8', { fatal: true }).decode(octets.piece(octets.u8()));
}
