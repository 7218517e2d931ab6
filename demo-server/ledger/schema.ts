/**
 * JSON Schema (draft-07) of one line of the ledger. `GET /api/ledger/schema` gives it.
 * Directions are seen from the page; see `entry.ts` for what the kinds mean.
 */
const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;

const STAMP = {
  /** Rises by one with each entry of a server. */
  sequence: count,
  /** When it was written, epoch milliseconds. */
  time: { type: 'number' },
  connection: { type: 'string', pattern: '^k[0-9]+$' },
  transport: { enum: ['http', 'sse', 'websocket', 'sockjs', 'socket.io'] },
  /** In the ledger of a whole cluster: whose entry it is. */
  server: text,
} as const;

const STAMPED = ['sequence', 'time', 'connection', 'transport', 'kind'];

const entry = (kind: object, properties: object, required: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  required: [...STAMPED, ...required],
  properties: { ...STAMP, kind, ...properties },
});

export const LEDGER_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A line of the demo server’s ledger',
  oneOf: [
    entry({ const: 'open' }, { url: text, method: text, protocol: text }, ['url']),
    entry(
      { const: 'message' },
      {
        direction: { enum: ['sent', 'received'] },
        type: { enum: ['text', 'binary', 'request', 'response', 'chunk', 'event'] },
        size: count,
        text,
        base64: text,
        status: count,
        event: {
          type: 'object',
          additionalProperties: false,
          required: ['type', 'id'],
          properties: { type: text, id: text },
        },
        packet: text,
      },
      ['direction', 'type', 'size'],
    ),
    entry({ enum: ['comment', 'retry'] }, { text }, ['text']),
    entry({ const: 'fault' }, { fault: text, text }, ['fault', 'text']),
    entry(
      { const: 'close' },
      {
        status: count,
        code: count,
        reason: text,
        aborted: { const: true },
        messages: count,
        lost: count,
      },
      ['messages', 'lost'],
    ),
    {
      type: 'object',
      additionalProperties: false,
      required: ['kind', 'entries', 'lost'],
      properties: {
        kind: { const: 'end' },
        entries: count,
        lost: count,
        /** In the ledger of a whole cluster: servers whose entries are not all there. */
        missing: {
          type: 'array',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['server', 'reason'],
            properties: { server: text, reason: text },
          },
        },
      },
    },
  ],
} as const;
