/** The frames of RSocket 1.0 (https://rsocket.io/about/protocol), as far as they matter here. */

/** What a request or an answer carries: the data, and beside it the metadata. */
export interface Payload {
  readonly data: Uint8Array;
  readonly metadata?: Uint8Array;
}

export interface Setup {
  readonly type: 'setup';
  readonly major: number;
  readonly minor: number;
  /** Milliseconds between the client's KEEPALIVE frames, and how long one side may stay silent. */
  readonly keepAlive: number;
  readonly maxLifetime: number;
  readonly metadataMimeType: string;
  readonly dataMimeType: string;
  /** Flags R and L: the client wants to resume later, or will honour leases. */
  readonly resumes: boolean;
  readonly leases: boolean;
  /** With flag R: by this the client will name the session. */
  readonly token?: Uint8Array;
  readonly payload: Payload;
}

/** The client is back, and wants to go on with a session. Positions are bytes of frames on streams. */
export interface Resume {
  readonly type: 'resume';
  readonly major: number;
  readonly minor: number;
  readonly token: Uint8Array;
  /** What the client has of the server's frames, and from where on it can send its own again. */
  readonly lastServer: bigint;
  readonly firstClient: bigint;
}

/** The session goes on; the server has the client's frames up to this position. */
export interface ResumeOk {
  readonly type: 'resume-ok';
  readonly lastClient: bigint;
}

export interface KeepAlive {
  readonly type: 'keepalive';
  /** Flag R: the other side is to answer. */
  readonly respond: boolean;
  readonly position: bigint;
  readonly data: Uint8Array;
}

/** The right to send so many requests within so many milliseconds; it replaces the one before. */
export interface Lease {
  readonly type: 'lease';
  readonly timeToLive: number;
  readonly requests: number;
}

/** What every frame has that may be cut into fragments; `follows` is flag F. */
interface Fragmentable {
  readonly streamId: number;
  readonly follows: boolean;
  readonly payload: Payload;
}

export type Request =
  | (Fragmentable & { readonly type: 'request-response' })
  | (Fragmentable & { readonly type: 'request-fnf' })
  | (Fragmentable & { readonly type: 'request-stream'; readonly initialN: number })
  | (Fragmentable & {
      readonly type: 'request-channel';
      readonly initialN: number;
      readonly complete: boolean;
    });

export type PayloadFrame = Fragmentable & {
  readonly type: 'payload';
  /** Flags C and N: the last of its side, and whether it carries anything. */
  readonly complete: boolean;
  readonly next: boolean;
};

export interface RequestN {
  readonly type: 'request-n';
  readonly streamId: number;
  readonly n: number;
}

export interface Cancel {
  readonly type: 'cancel';
  readonly streamId: number;
}

export interface ErrorFrame {
  readonly type: 'error';
  /** 0 where the connection failed. */
  readonly streamId: number;
  readonly code: number;
  readonly message: string;
}

export type Frame =
  | Setup
  | Resume
  | ResumeOk
  | KeepAlive
  | Lease
  | Request
  | PayloadFrame
  | RequestN
  | Cancel
  | ErrorFrame;

/** Frames whose contents mean nothing to this server: it ignores them. */
export interface Uninteresting {
  readonly type: 'metadata-push' | 'ignorable';
  readonly streamId: number;
}

/** The numbers of frame types ("Frame Types"). */
export const TYPE = {
  setup: 0x01,
  lease: 0x02,
  keepalive: 0x03,
  'request-response': 0x04,
  'request-fnf': 0x05,
  'request-stream': 0x06,
  'request-channel': 0x07,
  'request-n': 0x08,
  cancel: 0x09,
  payload: 0x0a,
  error: 0x0b,
  'metadata-push': 0x0c,
  resume: 0x0d,
  'resume-ok': 0x0e,
} as const;

/** Bits of the ten that follow the type. Three names share a bit: its meaning is the frame's. */
export const FLAG = {
  ignore: 0x200,
  metadata: 0x100,
  follows: 0x80,
  resume: 0x80,
  respond: 0x80,
  complete: 0x40,
  lease: 0x40,
  next: 0x20,
} as const;

/** "Error Codes". */
export const ERROR = {
  INVALID_SETUP: 0x001,
  UNSUPPORTED_SETUP: 0x002,
  REJECTED_SETUP: 0x003,
  REJECTED_RESUME: 0x004,
  CONNECTION_ERROR: 0x101,
  CONNECTION_CLOSE: 0x102,
  APPLICATION_ERROR: 0x201,
  REJECTED: 0x202,
  CANCELED: 0x203,
  INVALID: 0x204,
} as const;
