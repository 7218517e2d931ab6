/**
 * A part of the recording that the person selected on the left: a loop of requests, a connection,
 * one channel of a connection, or the plain requests to one address.
 */
export interface Scope {
  /** Names the row it belongs to. */
  readonly key: string;
  readonly connections: ReadonlySet<string>;
  /** Only records of this channel. */
  readonly channel?: string;
}

/** Whether a record lies within any of the scopes; no scope means everything. */
export function isRecordInScope(
  scopes: readonly Scope[],
  record: { readonly connection: string; readonly channelId: string | undefined },
): boolean {
  if (scopes.length === 0) return true;
  return scopes.some(
    ({ connections, channel }) =>
      connections.has(record.connection) && (channel === undefined || channel === record.channelId),
  );
}

/** Whether a message lies within any of the scopes. Channels are made of records: here they mean their connection. */
export function isMessageInScope(scopes: readonly Scope[], connection: string): boolean {
  return scopes.length === 0 || scopes.some(({ connections }) => connections.has(connection));
}
