/** `graphql-transport-ws`, or the older one of subscriptions-transport-ws: its subprotocol is `graphql-ws`. */
export type Dialect = 'transport' | 'legacy';

/** What a message does to its connection or operation. */
export type Role =
  | 'init'
  | 'acknowledge'
  | 'refuse'
  | 'heart-beat'
  | 'start'
  | 'started'
  | 'result'
  | 'error'
  | 'end'
  | 'terminate';

export interface MessageType {
  readonly role: Role;
  readonly side: 'client' | 'server' | 'both';
}

type Types = ReadonlyMap<string, MessageType>;

const client = (role: Role): MessageType => ({ role, side: 'client' });
const server = (role: Role): MessageType => ({ role, side: 'server' });
const both = (role: Role): MessageType => ({ role, side: 'both' });

const TRANSPORT: Types = new Map([
  ['connection_init', client('init')],
  ['connection_ack', server('acknowledge')],
  ['ping', both('heart-beat')],
  ['pong', both('heart-beat')],
  ['subscribe', client('start')],
  ['next', server('result')],
  ['error', server('error')],
  ['complete', both('end')],
]);

const LEGACY: Types = new Map([
  ['connection_init', client('init')],
  ['connection_ack', server('acknowledge')],
  ['connection_error', server('refuse')],
  ['ka', server('heart-beat')],
  ['start', client('start')],
  // AWS AppSync confirms each operation.
  ['start_ack', server('started')],
  ['data', server('result')],
  ['error', server('error')],
  ['complete', server('end')],
  ['stop', client('end')],
  ['connection_terminate', client('terminate')],
  // Names of subscriptions-transport-ws before 0.5.
  ['init', client('init')],
  ['init_success', server('acknowledge')],
  ['init_fail', server('refuse')],
  ['keepalive', server('heart-beat')],
  ['subscription_start', client('start')],
  ['subscription_success', server('started')],
  ['subscription_data', server('result')],
  ['subscription_fail', server('error')],
  ['subscription_end', client('end')],
]);

const TYPES: Readonly<Record<Dialect, Types>> = { transport: TRANSPORT, legacy: LEGACY };

/** The subprotocols by their dialect: the names are crossed. */
export const SUBPROTOCOLS: Readonly<Record<Dialect, string>> = {
  transport: 'graphql-transport-ws',
  legacy: 'graphql-ws',
};

export function dialectOf(subprotocol: string | undefined): Dialect | undefined {
  if (subprotocol === SUBPROTOCOLS.transport) return 'transport';
  return subprotocol === SUBPROTOCOLS.legacy ? 'legacy' : undefined;
}

/** The one dialect that knows the type; `undefined` where both do, or none. */
export function dialectBy(type: string): Dialect | undefined {
  const isTransport = TRANSPORT.has(type);
  if (isTransport === LEGACY.has(type)) return undefined;
  return isTransport ? 'transport' : 'legacy';
}

/** The type in its dialect; in the other one where it is known only there. */
export function messageType(type: string, dialect: Dialect): MessageType | undefined {
  return TYPES[dialect].get(type) ?? TYPES[dialect === 'legacy' ? 'transport' : 'legacy'].get(type);
}
