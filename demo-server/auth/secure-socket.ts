import type { IncomingMessage } from 'node:http';
import type { RecordedSocket } from '../sockets/recorded-socket.ts';
import type { SocketRoute } from '../sockets/route.ts';
import { expiryOf } from './expiry.ts';
import { isTokenSubprotocol, presentedToken } from './presented.ts';
import { refusalOf } from './secure-requests.ts';
import { type Identity, TokenError, type Tokens } from './tokens.ts';

/** Close code of a connection whose token expired: ours to choose (RFC 6455 §7.4.2). */
export const UNAUTHORIZED = 4401;

/** The same route for those alone who bring a good token to the handshake; it ends with the token. */
export function secured(route: SocketRoute, tokens: Tokens): SocketRoute {
  return {
    chooseProtocol: (asked) => chooseProtocol(route, asked),
    accept: async (parameters, request) => {
      const identity = await identityOf(parameters, request, tokens);
      const serve = await route.accept(parameters, request);
      return (socket) => {
        endWithToken(socket, identity);
        serve(socket);
      };
    },
  };
}

/** Closes the socket when the token expires. */
function endWithToken(socket: RecordedSocket, identity: Identity): void {
  const { expired, forget } = expiryOf(identity);
  expired.addEventListener('abort', () => socket.closeSoon(UNAUTHORIZED, 'the token has expired'));
  socket.over.addEventListener('abort', forget);
}

/** A browser fails a handshake that chooses none of what it asked for: the token is chosen then. */
function chooseProtocol(route: SocketRoute, asked: ReadonlySet<string>): string | undefined {
  const names = [...asked];
  const protocols = new Set(names.filter((name) => !isTokenSubprotocol(name)));
  return protocols.size > 0 ? route.chooseProtocol(protocols) : names[0];
}

async function identityOf(
  parameters: URLSearchParams,
  { headers }: IncomingMessage,
  tokens: Tokens,
): Promise<Identity> {
  try {
    return await tokens.check(presentedToken(headers, parameters));
  } catch (error) {
    throw error instanceof TokenError ? refusalOf(error) : error;
  }
}
