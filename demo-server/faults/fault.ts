import { z } from 'zod';

const SHARE = z.number().min(0).max(1).default(1);
const MILLISECONDS = z.number().int().min(0).max(120_000);

/** Which connections a fault befalls; what is left out may be anything. */
const WHOM = z.strictObject({
  connection: z.string().optional(),
  transport: z.enum(['http', 'sse', 'websocket', 'sockjs', 'socket.io']).optional(),
  /** Beginning of the path: `/stomp`, `/api/poll/chat`. */
  path: z.string().startsWith('/').optional(),
  /** Text that the URL contains, such as the name that a client gave itself in it. */
  url: z.string().min(1).max(200).optional(),
});

const about = {
  for: WHOM.default({}),
  /** So many times, then never again. */
  times: z.number().int().min(1).max(1_000_000).optional(),
  /** So long, in milliseconds. */
  lasts: MILLISECONDS.optional(),
};

/** What can go wrong with messages on their way to the page. `share` is the part that it befalls. */
const MESSAGE_FAULTS = [
  z.strictObject({ kind: z.literal('drop'), share: SHARE, ...about }),
  z.strictObject({ kind: z.literal('duplicate'), share: SHARE, ...about }),
  /** A message goes out behind the one after it. */
  z.strictObject({ kind: z.literal('reorder'), share: SHARE, ...about }),
  z.strictObject({
    kind: z.literal('delay'),
    milliseconds: MILLISECONDS,
    /** At most so much more, another time for each message; the order stays. */
    jitter: MILLISECONDS.default(0),
    ...about,
  }),
  z.strictObject({ kind: z.literal('malformed'), share: SHARE, ...about }),
  /** The first half of a message. */
  z.strictObject({ kind: z.literal('truncated'), share: SHARE, ...about }),
  /** Half-open: the connection stays and nothing passes, in neither direction. */
  z.strictObject({ kind: z.literal('silence'), ...about }),
  z.strictObject({ kind: z.literal('missed-heart-beats'), ...about }),
  /** Server-sent events without their ids. */
  z.strictObject({ kind: z.literal('skip-ids'), ...about }),
  /** A proxy that hands a stream on only in pieces of so many bytes. */
  z.strictObject({
    kind: z.literal('buffering'),
    bytes: z.number().int().min(1).max(1_000_000).default(4096),
    ...about,
  }),
  /** The server reads what the page sends over a WebSocket this much later. */
  z.strictObject({ kind: z.literal('slow-reader'), milliseconds: MILLISECONDS, ...about }),
] as const;

/** What can go wrong with requests and handshakes before they are looked at. */
const REQUEST_FAULTS = [
  z.strictObject({
    kind: z.literal('status'),
    status: z.literal([401, 403, 429, 500, 502, 503, 504]),
    /** Seconds, for `Retry-After`. */
    retryAfter: z.number().int().min(0).max(3600).optional(),
    share: SHARE,
    ...about,
  }),
  z.strictObject({ kind: z.literal('slow-server'), milliseconds: MILLISECONDS, ...about }),
  /** The TCP connection ends instead of an answer. */
  z.strictObject({ kind: z.literal('hang-up'), share: SHARE, ...about }),
] as const;

/** What happens at once to what is open. */
const BLOWS = [
  z.strictObject({
    kind: z.literal('close'),
    /** A close code of WebSocket; streams just end. */
    code: z.number().int().min(1000).max(4999).default(1000),
    reason: z.string().max(60).default(''),
    for: WHOM.default({}),
  }),
  /** The TCP connection is gone, without a word. */
  z.strictObject({ kind: z.literal('cut'), for: WHOM.default({}) }),
  /** A WebSocket frame with an opcode that there is none (RFC 6455 §5.2). */
  z.strictObject({ kind: z.literal('bad-frame'), for: WHOM.default({}) }),
  /** Everybody is cut off; the server is away for so long, and has forgotten what it remembered. */
  z.strictObject({ kind: z.literal('restart'), milliseconds: MILLISECONDS.default(1000) }),
] as const;

const MESSAGE_FAULT = z.discriminatedUnion('kind', MESSAGE_FAULTS);
const REQUEST_FAULT = z.discriminatedUnion('kind', REQUEST_FAULTS);
const BLOW = z.discriminatedUnion('kind', BLOWS);

export const FAULT = z.discriminatedUnion('kind', [...MESSAGE_FAULTS, ...REQUEST_FAULTS, ...BLOWS]);

export type Whom = z.infer<typeof WHOM>;
export type MessageFault = z.infer<typeof MESSAGE_FAULT>;
export type RequestFault = z.infer<typeof REQUEST_FAULT>;
/** A fault that stays switched on. */
export type Switched = MessageFault | RequestFault;
export type Blow = z.infer<typeof BLOW>;
export type Fault = Switched | Blow;
export type FaultKind = Fault['kind'];
