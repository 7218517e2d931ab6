import type { FaultKind } from '../../faults/fault.ts';

/** A parameter of a fault. */
export type Field =
  | 'share'
  | 'milliseconds'
  | 'jitter'
  | 'bytes'
  | 'status'
  | 'retryAfter'
  | 'code'
  | 'reason';

/** What each kind can be told, and what it begins with. */
export interface KindOfFault {
  readonly kind: FaultKind;
  readonly fields: Partial<Record<Field, string>>;
}

export const FAULT_GROUPS = {
  messages: [
    { kind: 'drop', fields: { share: '0.3' } },
    { kind: 'duplicate', fields: { share: '0.3' } },
    { kind: 'reorder', fields: { share: '0.3' } },
    { kind: 'delay', fields: { milliseconds: '1000', jitter: '500' } },
    { kind: 'malformed', fields: { share: '0.3' } },
    { kind: 'truncated', fields: { share: '0.3' } },
    { kind: 'silence', fields: {} },
    { kind: 'missed-heart-beats', fields: {} },
    { kind: 'skip-ids', fields: {} },
    { kind: 'buffering', fields: { bytes: '4096' } },
    { kind: 'slow-reader', fields: { milliseconds: '2000' } },
  ],
  requests: [
    { kind: 'status', fields: { status: '503', retryAfter: '2', share: '1' } },
    { kind: 'slow-server', fields: { milliseconds: '2000' } },
    { kind: 'hang-up', fields: { share: '0.3' } },
  ],
  blows: [
    { kind: 'close', fields: { code: '1001', reason: 'on purpose' } },
    { kind: 'cut', fields: {} },
    { kind: 'bad-frame', fields: {} },
    { kind: 'restart', fields: { milliseconds: '2000' } },
  ],
} as const satisfies Record<string, readonly KindOfFault[]>;

export type FaultGroup = keyof typeof FAULT_GROUPS;

/** What a fault can be kept to, as the ledger calls it. */
export const VICTIMS = ['http', 'sse', 'websocket', 'sockjs', 'socket.io'] as const;

/** Whom a fault is for, and how long; texts as a person writes them, empty for no limit. */
export interface Limits {
  readonly transport: string;
  readonly path: string;
  /** Text that the URL contains. */
  readonly url: string;
  readonly times: string;
  readonly lasts: string;
}

/** The body of `POST /api/faults`. What a person left empty is left out. */
export function faultBody(
  kind: FaultKind,
  group: FaultGroup,
  fields: Partial<Record<Field, string>>,
  { transport, path, url, times, lasts }: Limits,
): object {
  const given = Object.entries(fields).filter(([, value]) => value !== '');
  const own = given.map(([name, value]) => [name, name === 'reason' ? value : Number(value)]);
  const whom = { ...(transport && { transport }), ...(path && { path }), ...(url && { url }) };
  const until = { ...(times && { times: Number(times) }), ...(lasts && { lasts: Number(lasts) }) };
  return {
    kind,
    ...Object.fromEntries(own),
    ...(kind !== 'restart' && { for: whom }),
    ...(group !== 'blows' && until),
  };
}
