import type { IncomingMessage } from 'node:http';

/** Headers as they stood on the wire: name, value, name, value … */
export type RawHeaders = readonly string[];

/** What two neighbours agree on, and nobody beyond them (RFC 9110 §7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Headers of a request as the server gets them: with who asked, and how (X-Forwarded-For, -Proto). */
export function requestHeaders(request: IncomingMessage): string[] {
  const from = request.headers['x-forwarded-for'];
  const chain = [...(from ? [from] : []), request.socket.remoteAddress ?? 'unknown'].join(', ');
  const ours = new Set(['x-forwarded-for', 'x-forwarded-proto', 'expect']);
  const passed = passedOn(request.rawHeaders, request.headers.connection, ours);
  // A body whose length is not known beforehand is cut into chunks anew, whatever the method.
  const framing = request.headers['transfer-encoding'] ? ['Transfer-Encoding', 'chunked'] : [];
  return [...passed, 'X-Forwarded-For', chain, 'X-Forwarded-Proto', 'http', ...framing];
}

/** Headers of an upgrade: Connection and Upgrade are its whole meaning, and go on. */
export function upgradeHeaders(request: IncomingMessage): string[] {
  const upgrade = request.headers.upgrade ?? '';
  return [...requestHeaders(request), 'Connection', 'Upgrade', 'Upgrade', upgrade];
}

/** Headers of an answer as the client gets them: they name the server, also where it does not itself. */
export function answerHeaders(
  { rawHeaders, headers }: IncomingMessage,
  server: string,
  cookie: string | undefined,
): string[] {
  const passed = passedOn(rawHeaders, headers.connection, new Set());
  if (!headers['x-server-id']) passed.push('X-Server-Id', server);
  return cookie === undefined ? passed : [...passed, 'Set-Cookie', cookie];
}

function passedOn(
  raw: RawHeaders,
  connection: string | undefined,
  others: ReadonlySet<string>,
): string[] {
  const named = new Set((connection ?? '').toLowerCase().split(/\s*,\s*/));
  const passed: string[] = [];
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? '';
    const key = name.toLowerCase();
    if (HOP_BY_HOP.has(key) || named.has(key) || others.has(key)) continue;
    passed.push(name, raw[at + 1] ?? '');
  }
  return passed;
}
