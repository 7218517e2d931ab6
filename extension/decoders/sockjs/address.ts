import type { ConnectionFacts, SessionName } from '../contract.ts';

/** The last segment of a URL, which says how frames travel. */
export type Transport =
  | 'websocket'
  | 'xhr_streaming'
  | 'xhr'
  | 'eventsource'
  | 'htmlfile'
  | 'jsonp'
  | 'xhr_send'
  | 'jsonp_send';

/** What the URL of a SockJS request says. */
export interface Address {
  readonly transport: Transport;
  /** Where the service is: host and path. */
  readonly service: string;
  readonly server: string;
  /** Chosen by the client for each session, and the same in all its requests. */
  readonly session: string;
}

/**
 * `base/<server>/<session>/<transport>`; both segments non-empty and without a dot. The raw
 * `base/websocket`, which frames nothing, has no such segments. Other paths may look the same:
 * what is said there has to prove it.
 */
const SHAPE =
  /^[a-z]+:\/\/([^/?#]*(?:\/[^/?#]*)*?)\/([^/?#.]+)\/([^/?#.]+)\/(websocket|xhr_streaming|xhr|eventsource|htmlfile|jsonp|xhr_send|jsonp_send)(?:[?#]|$)/;

/** Reads the URL of a connection; `undefined` where SockJS has no such address. */
export function addressOf({ url, transport }: ConnectionFacts): Address | undefined {
  const [, service, server, session, name] = SHAPE.exec(url) ?? [];
  const known = TRANSPORTS.find((one) => one === name);
  if (service === undefined || server === undefined || session === undefined || !known)
    return undefined;
  return (known === 'websocket') === (transport === 'websocket')
    ? { transport: known, service, server, session }
    : undefined;
}

/** The session as all its requests have it in their URLs. */
export function sessionName({ service, server, session }: Address): SessionName {
  const path = service.replace(/^[^/]*/, '');
  return { key: `sockjs ${service}/${server}/${session}`, name: `${path} · ${session}` };
}

const TRANSPORTS: readonly Transport[] = [
  'websocket',
  'xhr_streaming',
  'xhr',
  'eventsource',
  'htmlfile',
  'jsonp',
  'xhr_send',
  'jsonp_send',
];
