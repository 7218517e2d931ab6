/**
 * Sizes of what carries payloads over HTTP/1.1 and WebSocket. A page does not see the headers of its
 * own requests, nor those of an EventSource: they are reckoned from what browsers send.
 */

/** What of the browser goes into every request's head. */
export interface Agent {
  readonly userAgent: string;
  readonly languages: readonly string[];
  /** `sec-ch-ua` and its like, which Chromium adds to every request. */
  readonly hints: readonly Header[];
  /** Address of the page. */
  readonly page: string;
}

type Header = readonly [name: string, value: string];

const CRLF = 2;

/** Bytes of a request's head: request line, headers, empty line. The site's pages send no Referer. */
export function requestHead(
  method: string,
  path: string,
  headers: Iterable<Header>,
  agent: Agent,
): number {
  const { host } = new URL(agent.page);
  const sent: Header[] = [
    ['Host', host],
    ['Connection', 'keep-alive'],
    ['User-Agent', agent.userAgent],
    ['Accept', '*/*'],
    ['Sec-Fetch-Site', 'same-origin'],
    ['Sec-Fetch-Mode', 'cors'],
    ['Sec-Fetch-Dest', 'empty'],
    ['Accept-Encoding', 'gzip, deflate, br, zstd'],
    ['Accept-Language', weighted(agent.languages)],
    ...agent.hints,
    ...headers,
  ];
  return `${method} ${path} HTTP/1.1`.length + CRLF + headerBytes(sent) + CRLF;
}

/** Languages as a browser asks for them: each a tenth less than the one before. */
function weighted(languages: readonly string[]): string {
  const weight = (at: number) => (at === 0 ? '' : `;q=0.${Math.max(1, 10 - at)}`);
  return languages.map((one, at) => one + weight(at)).join(',');
}

/** Bytes of an answer's head; `headers` are those that a page of the same origin can read. */
export function answerHead(
  status: number,
  statusText: string,
  headers: Iterable<readonly [string, string]>,
): number {
  return `HTTP/1.1 ${status} ${statusText}`.length + CRLF + headerBytes(headers) + CRLF;
}

/** Head of the answer that begins an event stream of this server, which EventSource hides. */
export const STREAM_HEAD = 245;

/** Bytes of both heads of an opening handshake (RFC 6455 §4), less what the path adds. */
export const HANDSHAKE = { request: 540, answer: 130 } as const;

/** Bytes before the payload of a frame; what a page sends is masked (RFC 6455 §5.2). */
export function frameHead(payload: number, direction: 'sent' | 'received'): number {
  const length = payload < 126 ? 2 : payload < 65_536 ? 4 : 10;
  return direction === 'sent' ? length + 4 : length;
}

/** Bytes that chunked transfer coding puts around a chunk (RFC 9112 §7.1). */
export function chunkFraming(size: number): number {
  return size.toString(16).length + 2 * CRLF;
}

function headerBytes(headers: Iterable<readonly [string, string]>): number {
  let bytes = 0;
  for (const [name, value] of headers) bytes += name.length + 2 + value.length + CRLF;
  return bytes;
}
