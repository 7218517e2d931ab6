import type { ConnectionFacts, SessionName } from '../contract.ts';

/** Revision of the protocol: 3 in Socket.IO 1 and 2, 4 since Socket.IO 3. */
export type Version = 3 | 4;

/** What the URL of an Engine.IO request says. */
export interface Address {
  readonly version: Version;
  /** Where the service is: host and path. */
  readonly service: string;
  readonly transport: 'polling' | 'websocket';
  /** Session id; absent in the request that opens the session. */
  readonly sid?: string;
  /** Whether answers are scripts, and requests forms (`j`). */
  readonly isJsonp: boolean;
  /** Whether messages are likely Socket.IO packets: everywhere but on Engine.IO's own path. */
  readonly hintsSocketIo: boolean;
}

/** Reads `EIO` and `transport` of the query; `undefined` where they are not as Engine.IO has them. */
export function addressOf({ url, transport }: ConnectionFacts): Address | undefined {
  const [, path = '', query = ''] = /^([^?#]*)\?([^#]*)/.exec(url) ?? [];
  const parameters = new URLSearchParams(query);
  const version = VERSIONS.get(parameters.get('EIO') ?? '');
  const name = parameters.get('transport');
  const wanted = transport === 'websocket' ? 'websocket' : 'polling';
  if (version === undefined || name !== wanted) return undefined;
  const sid = parameters.get('sid');
  return {
    version,
    service: path.replace(/^[a-z]+:\/\//, ''),
    transport: wanted,
    isJsonp: wanted === 'polling' && parameters.has('j'),
    hintsSocketIo: !/\/engine\.io\/?$/.test(path),
    ...(sid !== null && sid !== '' && { sid }),
  };
}

/** The session as all its requests have it in their URLs. */
export function sessionName(service: string, sid: string): SessionName {
  const path = service.replace(/^[^/]*/, '');
  return { key: `engine-io ${service} ${sid}`, name: `${path} · ${sid}` };
}

const VERSIONS: ReadonlyMap<string, Version> = new Map([
  ['3', 3],
  ['4', 4],
]);
