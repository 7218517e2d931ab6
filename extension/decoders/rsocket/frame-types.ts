/** Frame types by their code (Protocol.md, "Frame Types"). */
const TYPES = [
  undefined,
  'SETUP',
  'LEASE',
  'KEEPALIVE',
  'REQUEST_RESPONSE',
  'REQUEST_FNF',
  'REQUEST_STREAM',
  'REQUEST_CHANNEL',
  'REQUEST_N',
  'CANCEL',
  'PAYLOAD',
  'ERROR',
  'METADATA_PUSH',
  'RESUME',
  'RESUME_OK',
] as const;

export type FrameType = Exclude<(typeof TYPES)[number], undefined> | 'EXT' | 'unknown';
export type RequestType = 'REQUEST_RESPONSE' | 'REQUEST_FNF' | 'REQUEST_STREAM' | 'REQUEST_CHANNEL';

const EXT = 0x3f;

export function frameType(code: number): FrameType {
  return code === EXT ? 'EXT' : (TYPES[code] ?? 'unknown');
}

export function isRequest(type: FrameType): type is RequestType {
  switch (type) {
    case 'REQUEST_RESPONSE':
    case 'REQUEST_FNF':
    case 'REQUEST_STREAM':
    case 'REQUEST_CHANNEL':
      return true;
    default:
      return false;
  }
}

/** The bits of the flags that mean the same, or nothing, in every frame. */
export const IGNORE = 0x200;
export const METADATA = 0x100;
/** In requests and PAYLOAD: more fragments follow. */
export const FOLLOWS = 0x80;
/** In SETUP: the connection may be resumed. */
export const RESUME = 0x80;
/** In KEEPALIVE: to be answered. */
export const RESPOND = 0x80;
/** In SETUP: leases are honoured. */
export const LEASE = 0x40;
/** In PAYLOAD and REQUEST_CHANNEL. */
export const COMPLETE = 0x40;
/** In PAYLOAD. */
export const NEXT = 0x20;

type FlagNames = readonly (readonly [bit: number, name: string])[];

const NAMES: Readonly<Partial<Record<FrameType, FlagNames>>> = {
  SETUP: [
    [RESUME, 'resume'],
    [LEASE, 'lease'],
  ],
  KEEPALIVE: [[RESPOND, 'respond']],
  REQUEST_RESPONSE: [[FOLLOWS, 'follows']],
  REQUEST_FNF: [[FOLLOWS, 'follows']],
  REQUEST_STREAM: [[FOLLOWS, 'follows']],
  REQUEST_CHANNEL: [
    [FOLLOWS, 'follows'],
    [COMPLETE, 'complete'],
  ],
  PAYLOAD: [
    [FOLLOWS, 'follows'],
    [COMPLETE, 'complete'],
    [NEXT, 'next'],
  ],
};

/** The flags that are set, by name; a bit that the type gives no meaning as hex. */
export function flagNames(type: FrameType, flags: number): readonly string[] {
  const known: FlagNames = [[IGNORE, 'ignore'], [METADATA, 'metadata'], ...(NAMES[type] ?? [])];
  const names = known.filter(([bit]) => flags & bit).map(([, name]) => name);
  const rest = known.reduce((left, [bit]) => left & ~bit, flags);
  return rest === 0 ? names : [...names, `0x${rest.toString(16)}`];
}

/** "Error Codes". */
const ERRORS: ReadonlyMap<number, string> = new Map([
  [0x001, 'INVALID_SETUP'],
  [0x002, 'UNSUPPORTED_SETUP'],
  [0x003, 'REJECTED_SETUP'],
  [0x004, 'REJECTED_RESUME'],
  [0x101, 'CONNECTION_ERROR'],
  [0x102, 'CONNECTION_CLOSE'],
  [0x201, 'APPLICATION_ERROR'],
  [0x202, 'REJECTED'],
  [0x203, 'CANCELED'],
  [0x204, 'INVALID'],
]);

/** Codes above are the application's own. */
const LAST_RESERVED = 0x300;

export function errorName(code: number): string {
  const hex = `0x${code.toString(16).padStart(8, '0')}`;
  return ERRORS.get(code) ?? (code > LAST_RESERVED ? `application ${hex}` : `unknown ${hex}`);
}

/** Whether an error with this code is about the connection; `undefined` where the code says nothing. */
export function isConnectionError(code: number): boolean | undefined {
  return ERRORS.has(code) ? code < 0x200 : undefined;
}
