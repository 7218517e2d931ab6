import type { IncomingHttpHeaders } from 'node:http';

/** Name of the cookie that `POST /api/sign-in` sets. */
export const TOKEN_COOKIE = 'pushscope-token';
/** A WebSocket subprotocol that is no protocol: `bearer.` and the token. */
const SUBPROTOCOL = /^bearer\.(.+)$/;

/** The token that a request brings: in its header, its URL, its subprotocols, or its cookie. */
export function presentedToken(
  headers: IncomingHttpHeaders,
  parameters: URLSearchParams,
): string | undefined {
  return (
    bearerOf(headers.authorization) ??
    parameters.get('access_token') ??
    ofSubprotocols(headers['sec-websocket-protocol']) ??
    ofCookies(headers.cookie)
  );
}

/** The token of an `Authorization` header (RFC 6750 §2.1). */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}

/** Whether a subprotocol only carries a token. */
export function isTokenSubprotocol(name: string): boolean {
  return SUBPROTOCOL.test(name);
}

function ofSubprotocols(header: string | undefined): string | undefined {
  const names = (header ?? '').split(',').map((name) => name.trim());
  return names.flatMap((name) => SUBPROTOCOL.exec(name)?.[1] ?? [])[0];
}

function ofCookies(header: string | undefined): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  const own = pairs.find((pair) => pair.startsWith(`${TOKEN_COOKIE}=`));
  return own?.slice(TOKEN_COOKIE.length + 1);
}
