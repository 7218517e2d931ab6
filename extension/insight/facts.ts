import type { Headers } from '../contract/words.ts';
import type { ConnectionFacts, Direction, ProtobufTypes } from '../decoders/contract.ts';
import type { Connection } from '../journal/connection.ts';

/** MIME type essence of a content-type header: lower case, without parameters. */
export function mimeOf(headers: Headers | undefined): string | undefined {
  const header = headers?.find(([name]) => name.toLowerCase() === 'content-type');
  const essence = header?.[1].split(';', 1)[0]?.trim().toLowerCase();
  return essence || undefined;
}

/** What decoders may know of a connection so far. A WebSocket's messages have no MIME type. */
export function factsOf(connection: Connection, protobuf?: ProtobufTypes): ConnectionFacts {
  const { transport, url, finalUrl, protocol } = connection;
  const isHttp = transport !== 'websocket';
  const mime = isHttp ? mimeOf(connection.responseHeaders) : undefined;
  const requestMime = isHttp ? mimeOf(connection.requestHeaders) : undefined;
  return {
    transport,
    url: finalUrl ?? url,
    ...(protocol && { protocol }),
    ...(mime !== undefined && { mime }),
    ...(requestMime !== undefined && { requestMime }),
    ...(protobuf && { protobuf }),
  };
}

/** Whether what decoders of one direction go by is the same. A request body has its own type. */
export function areSameFacts(a: ConnectionFacts, b: ConnectionFacts, side: Direction): boolean {
  const isBody = side === 'sent' && a.transport !== 'eventsource';
  const isSameMime = isBody ? a.requestMime === b.requestMime : a.mime === b.mime;
  const isSameType = a.protocol === b.protocol && a.protobuf === b.protobuf;
  return a.url === b.url && isSameType && isSameMime;
}
