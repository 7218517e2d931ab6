import type { Payload } from '../../bytes/payload.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { Decoder, Recognition } from '../contract.ts';
import { foreign, type Verdict, WholeBodySession } from '../whole-body.ts';
import { JwtLayer } from './layer.ts';
import { readToken, stringOf } from './token.ts';

const MIME = /^application\/(?:[\w.-]+\+)?jwt$|^application\/jose$/;
const CONTENT: Recognition = {
  by: 'content',
  reason: 'is three or five parts, the first a header',
};

/** Longest token that is looked for by its looks. */
const LONGEST = 64 * 1024;
/** `{"`, or `{` and white space, in base64. */
const START = /^\s{0,8}e[wy]/;

/** JSON Web Tokens: signed (JWS) or encrypted (JWE), in compact serialization. */
export const jwt: Decoder = {
  protocol: 'jwt',
  title: 'JWT',
  specification: 'https://www.rfc-editor.org/rfc/rfc7519',
  versions: 'JWS, JWE',
  recognisedBy: 'MIME type, a whole token; signatures are veiled',
  channels: '',
  isStateless: true,
  claims: ({ mime }) =>
    mime !== undefined && MIME.test(mime) ? { by: 'mime', reason: `MIME type ${mime}` } : undefined,
  textStarts: 'e',
  sniffs: (payload) => (looksLikeToken(payload) ? CONTENT : undefined),
  open: () => new WholeBodySession(read),
};

function read(payload: Payload, time: number): Verdict {
  const token = readToken(payload.text);
  if (typeof token === 'object') return { layer: new JwtLayer(payload, token, time) };
  return foreign(jwt, payload, { kind: 'no-token', offset: 0, reason: token });
}

/** A header that names its algorithms, and claims, if they are not encrypted. */
function looksLikeToken(payload: Payload): boolean {
  const edge = payload.isText
    ? payload.text.slice(0, 16)
    : decodeUtf8(payload.bytes.subarray(0, 16));
  if (!START.test(edge) || payload.byteLength > LONGEST) return false;
  const token = readToken(payload.text);
  if (typeof token === 'string' || stringOf(token.header.object, 'alg') === undefined) return false;
  const { claims, header } = token;
  if (!claims) return stringOf(header.object, 'enc') !== undefined;
  return claims.object !== undefined && claims.problems.length === 0;
}
