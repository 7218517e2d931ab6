import { randomBytes } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';

/** Who a token speaks for, and until when (epoch seconds, `exp` of RFC 7519 §4.1.4). */
export interface Identity {
  readonly name: string;
  readonly expires: number;
}

/** Why a token is no good. The words go into answers and close frames. */
export type TokenFault = 'missing' | 'expired' | 'forged' | 'malformed';

export class TokenError extends Error {
  constructor(readonly fault: TokenFault) {
    super(REASONS[fault]);
  }
}

const REASONS: Record<TokenFault, string> = {
  missing: 'There is no token.',
  expired: 'The token has expired.',
  forged: 'The token’s signature is wrong: it is not from this server, or was changed.',
  malformed: 'That is no JSON Web Token of this server.',
};

const ISSUER = 'pushscope-demo';

/** Issues and checks JSON Web Tokens (RFC 7519), signed with HMAC-SHA256. */
export class Tokens {
  private readonly secret: Uint8Array;

  /** Servers of one cluster share a secret, so that each accepts the others' tokens. */
  constructor(secret?: string) {
    this.secret = secret === undefined ? randomBytes(32) : new TextEncoder().encode(secret);
  }

  /** A token for `name` that lasts so many seconds. */
  issue(name: string, lifetime: number): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ name })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(ISSUER)
      .setSubject(name)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .sign(this.secret);
  }

  /** @throws {TokenError} that says what is wrong with it */
  async check(token: string | undefined): Promise<Identity> {
    if (!token) throw new TokenError('missing');
    try {
      const options = { issuer: ISSUER, algorithms: ['HS256'], requiredClaims: ['exp', 'sub'] };
      const { payload } = await jwtVerify(token, this.secret, options);
      return { name: payload.sub ?? '', expires: payload.exp ?? 0 };
    } catch (error) {
      throw new TokenError(faultOf(error));
    }
  }
}

function faultOf(error: unknown): TokenFault {
  if (error instanceof errors.JWTExpired) return 'expired';
  return error instanceof errors.JWSSignatureVerificationFailed ? 'forged' : 'malformed';
}
