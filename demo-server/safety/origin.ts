import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../refusal.ts';

/**
 * Browsers let any page open a WebSocket anywhere, and send simple requests; they say only whose page
 * it is (RFC 6455 §10.2, RFC 6454 §7). Pages of other origins get this, 403; programs send no Origin.
 */
export function foreignPageRefusal({ origin, host }: IncomingHttpHeaders): Refusal | undefined {
  if (origin === undefined || origin === `http://${host}` || origin === `https://${host}`)
    return undefined;
  return new Refusal(
    403,
    `Pages of ${origin.slice(0, 100)} may not use this server.`,
    'Open the demo page of this server itself.',
  );
}

/** @throws {Refusal} 403, to pages of other origins */
export function refuseForeignPages(headers: IncomingHttpHeaders): void {
  const refusal = foreignPageRefusal(headers);
  if (refusal) throw refusal;
}
