import {
  ERROR,
  type ErrorFrame,
  type Frame,
  type Payload,
  type Request,
  type Setup,
} from '../../wire/rsocket/frame.ts';
import { COMPOSITE_METADATA, routeMetadata } from '../../wire/rsocket/metadata.ts';
import { durationText } from '../view/format.ts';

/** Milliseconds between signs of life, and how long the server may hear none. */
export const KEEP_ALIVE = 10_000;
const LIFETIME = 60_000;

/** The first frame of a session; with a token it can be resumed. */
export function setupFrame(leases: boolean, token?: Uint8Array): Setup {
  return {
    type: 'setup',
    major: 1,
    minor: 0,
    keepAlive: KEEP_ALIVE,
    maxLifetime: LIFETIME,
    metadataMimeType: COMPOSITE_METADATA,
    dataMimeType: 'application/json',
    resumes: token !== undefined,
    leases,
    ...(token && { token }),
    payload: { data: new Uint8Array() },
  };
}

/** What a request carries: its route as metadata, and the value as JSON. */
export function payloadOf(value: object, route?: string): Payload {
  const data = new TextEncoder().encode(JSON.stringify(value));
  return route === undefined ? { data } : { data, metadata: routeMetadata(route) };
}

/** The specification's name of a frame. */
export function nameOf({ type }: Frame): string {
  return type.toUpperCase().replaceAll('-', '_');
}

/** What a request asks for, in the specification's words. */
export function requestLabel(request: Request, route: string): string {
  const demand = 'initialN' in request ? `n=${request.initialN}` : '';
  return `${nameOf(request)} ${route} ${demand}`.trim();
}

export function errorLabel({ code, message }: ErrorFrame): string {
  const name = Object.entries(ERROR).find(([, known]) => known === code)?.[0] ?? `0x${code}`;
  return `ERROR ${name} ${message}`;
}

export function leaseLabel(requests: number, timeToLive: number): string {
  return `LEASE ${requests} / ${durationText(timeToLive)}`;
}
