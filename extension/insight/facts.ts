import type { Headers } from '../contract/words.ts';
import type { ConnectionFacts, Direction } from '../decoders/contract.ts';
import type { Connection } from '../journal/connection.ts';

/** MIME type essence of a content-type header: lower case, without parameters. */
export function mimeOf(headers: Headers | undefined): string | undefined {
  const header = headers?.find(([name]) => name.toLowerCase() === 'content-type');
  const essence = header?.[1].split(';', 1)[0]?.trim().toLowerCase();
  return essence || undefined;
}

/** What decoders may know of a connection so far. */
export function factsOf(connection: Connection): ConnectionFacts {
  const { transport, url, finalUrl, protocol } = connection;
  const mime = mimeOf(connection.responseHeaders);
  const requestMime = mimeOf(connection.requestHeaders);
  return {
    transport,
    url: finalUrl ?? url,
    ...(protocol && { protocol }),
    ...(mime !== undefined && { mime }),
    ...(requestMime !== undefined && { requestMime }),
  };
}

/** Whether what decoders of one direction go by is the same. */
export function areSameFacts(a: ConnectionFacts, b: ConnectionFacts, side: Direction): boolean {
  const isSameMime = side === 'sent' ? a.requestMime === b.requestMime : a.mime === b.mime;
  return a.url === b.url && a.protocol === b.protocol && isSameMime;
}
