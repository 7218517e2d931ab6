import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.ts';
import { expiryOf } from './expiry.ts';
import { presentedToken } from './presented.ts';
import { TokenError, type Tokens } from './tokens.ts';

const expiries = new WeakMap<FastifyRequest, AbortSignal>();

/** Aborted when the token of a request expires; undefined where none was asked for. */
export function expiryOfRequest(request: FastifyRequest): AbortSignal | undefined {
  return expiries.get(request);
}

/** Asks every request of this part of the server for a token; without a good one it gets 401. */
export function requireToken(app: FastifyInstance, tokens: Tokens): void {
  app.addHook('onRequest', async (request, reply) => {
    const { searchParams } = new URL(request.url, 'http://localhost');
    try {
      const identity = await tokens.check(presentedToken(request.headers, searchParams));
      const { expired, forget } = expiryOf(identity);
      expiries.set(request, expired);
      reply.raw.once('close', forget);
    } catch (error) {
      throw unauthorized(error, reply);
    }
  });
}

/** What a request gets whose token expired while its answer was held back. */
export function expiredWhileHeld(reply: FastifyReply): Refusal {
  return unauthorized(new TokenError('expired'), reply);
}

/** 401 says in its header what is wrong with the token (RFC 6750 §3). */
function unauthorized(error: unknown, reply: FastifyReply): Refusal {
  if (!(error instanceof TokenError)) throw error;
  reply.header('www-authenticate', challenge(error));
  return refusalOf(error);
}

function challenge({ fault, message }: TokenError): string {
  const realm = 'Bearer realm="pushscope-demo"';
  const ascii = message.replaceAll('’', "'");
  return fault === 'missing'
    ? realm
    : `${realm}, error="invalid_token", error_description="${ascii}"`;
}

export function refusalOf({ message }: TokenError): Refusal {
  return new Refusal(401, message, 'POST /api/sign-in gives a token.');
}
