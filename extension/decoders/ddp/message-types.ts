import type { JsonKind } from '../../bytes/json/member-scan.ts';
import type { Direction } from '../contract.ts';

export interface MessageType {
  /** Who sends it; `undefined` where both do. */
  readonly direction: Direction | undefined;
  readonly required: Readonly<Record<string, JsonKind>>;
}

const STRING = 'string';
const ID = { id: STRING } as const;
const DOCUMENT = { collection: STRING, id: STRING } as const;

const sent = (required: MessageType['required'] = {}): MessageType => ({
  direction: 'sent',
  required,
});
const received = (required: MessageType['required'] = {}): MessageType => ({
  direction: 'received',
  required,
});
const both: MessageType = { direction: undefined, required: {} };

/** The messages of DDP version 1, by their `msg`. */
export const MESSAGE_TYPES: ReadonlyMap<string, MessageType> = new Map([
  ['connect', sent({ version: STRING, support: 'array' })],
  ['connected', received({ session: STRING })],
  ['failed', received({ version: STRING })],
  ['ping', both],
  ['pong', both],
  ['sub', sent({ ...ID, name: STRING })],
  ['unsub', sent(ID)],
  ['ready', received({ subs: 'array' })],
  ['nosub', received(ID)],
  ['added', received(DOCUMENT)],
  ['changed', received(DOCUMENT)],
  ['removed', received(DOCUMENT)],
  ['addedBefore', received(DOCUMENT)],
  ['movedBefore', received(DOCUMENT)],
  ['method', sent({ ...ID, method: STRING })],
  ['result', received(ID)],
  ['updated', received({ methods: 'array' })],
  ['error', received({ reason: STRING })],
]);
