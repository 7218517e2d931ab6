import type { ConnectionChange, ConnectionSeen } from '../contract/capture.ts';

/** A connection as the journal knows it: what was seen first, with what became known later. */
export interface Connection
  extends Omit<ConnectionSeen, 'kind' | 'connection'>,
    Omit<ConnectionChange, 'state'> {
  readonly id: string;
  readonly state: NonNullable<ConnectionChange['state']>;
  /** Messages and payload bytes so far, by direction; dropped ones included. */
  readonly messages: { readonly sent: number; readonly received: number };
  readonly bytes: { readonly sent: number; readonly received: number };
}
