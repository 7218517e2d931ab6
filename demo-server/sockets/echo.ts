import type { RecordedSocket } from './recorded-socket.ts';
import { firstAsked, type SocketRoute } from './route.ts';

/**
 * `/ws/echo` sends back every message as it came. Text of the form
 * `{"close": code, "reason": "…"}` closes instead, with that code: 1000–1003, 1007–1014 or
 * 3000–4999. 1005 closes without a code, 1006 cuts the connection without a handshake.
 */
export const echoRoute: SocketRoute = {
  chooseProtocol: firstAsked,
  accept: () => (socket) =>
    socket.onMessage((data) => {
      const request = typeof data === 'string' ? closeRequest(data) : undefined;
      if (request) closeAs(socket, request.code, request.reason);
      else socket.send(data);
    }),
};

/** Closes with a code; 1005 is none, and 1006 cuts the connection. */
export function closeAs(socket: RecordedSocket, code: number, reason: string): void {
  if (code === 1006) socket.terminate();
  else if (code === 1005) socket.close();
  else socket.close(code, reason);
}

function closeRequest(text: string): { code: number; reason: string } | undefined {
  const value = objectIn(text);
  if (!value || !('close' in value) || !isCloseCode(value.close)) return undefined;
  const reason = 'reason' in value && typeof value.reason === 'string' ? value.reason : '';
  return { code: value.close, reason };
}

function objectIn(text: string): object | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function isCloseCode(value: unknown): value is number {
  if (typeof value !== 'number' || !Number.isInteger(value)) return false;
  if (value >= 3000 && value <= 4999) return true;
  return value >= 1000 && value <= 1014 && value !== 1004;
}
