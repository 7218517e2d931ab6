import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../refusal.ts';

/**
 * Browsers let any page open a WebSocket anywhere, and send simple requests; they say only whose page
 * it is (RFC 6455 §10.2, RFC 6454 §7). Pages of other origins are refused; programs send no Origin.
 * @throws {Refusal} 403
 */
export function refuseForeignPages({ origin, host }: IncomingHttpHeaders): void {
  if (origin === undefined || origin === `http://${host}` || origin === `https://${host}`) return;
  throw new Refusal(
    403,
    `Pages of ${origin.slice(0, 100)} may not use this server.`,
    'Open the demo page of this server itself.',
  );
}
