/** What a hub message is, by its `type`. */
export interface MessageType {
  readonly name: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

function type(name: string, required: readonly string[], optional: readonly string[]): MessageType {
  return { name, required, optional: ['headers', ...optional] };
}

/** The messages of a hub in their JSON encoding. */
export const MESSAGE_TYPES: ReadonlyMap<unknown, MessageType> = new Map([
  [1, type('Invocation', ['target', 'arguments'], ['invocationId', 'streamIds'])],
  [2, type('StreamItem', ['invocationId', 'item'], [])],
  [3, type('Completion', ['invocationId'], ['result', 'error'])],
  [4, type('StreamInvocation', ['invocationId', 'target', 'arguments'], ['streamIds'])],
  [5, type('CancelInvocation', ['invocationId'], [])],
  [6, { name: 'Ping', required: [], optional: [] }],
  [7, type('Close', [], ['error', 'allowReconnect'])],
  [8, type('Ack', ['sequenceId'], [])],
  [9, type('Sequence', ['sequenceId'], [])],
]);
