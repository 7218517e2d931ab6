import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { befall, Fallen } from '../faults/befall-requests.ts';
import type { Laboratory } from '../laboratory.ts';
import { Refusal } from '../refusal.ts';

/**
 * Lets a handshake wait, where such a fault is switched on; says how long.
 * @throws {Fallen} where it is to be answered with another status, or not at all
 */
export async function befallHandshake(
  { pathname, search }: URL,
  laboratory: Laboratory,
): Promise<string | undefined> {
  if (laboratory.faults.isIdle) return undefined;
  const victim = { id: '', transport: 'websocket', path: pathname + search };
  let late: string | undefined;
  const refusal = await befall(laboratory, victim, (kind, text) => {
    if (kind === 'slow-server') late = text;
  });
  if (refusal) throw refusal;
  return late;
}

/** Answers a handshake with an HTTP error, and writes that into the ledger. */
export function refuseHandshake(
  request: IncomingMessage,
  duplex: Duplex,
  error: unknown,
  url: URL,
  { ledger }: Laboratory,
): void {
  const refusal = asRefusal(error);
  const status = refusal.statusCode;
  const body = JSON.stringify(refusal);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(error instanceof Fallen && error.retryAfter !== undefined
      ? [`Retry-After: ${error.retryAfter}`]
      : []),
    ...(request.headers['sec-websocket-version'] === '13' ? [] : ['Sec-WebSocket-Version: 13']),
  ];
  const connection = ledger.open('websocket', { url: url.href });
  if (error instanceof Fallen && error.hangsUp) {
    connection.fault('hang-up', '');
    connection.close();
    duplex.destroy();
    return;
  }
  if (error instanceof Fallen) connection.fault('status', String(status));
  connection.close({ status });
  duplex.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Refusal(400, `The handshake is wrong: ${reason}.`, 'Follow RFC 6455 §4.1.');
}
