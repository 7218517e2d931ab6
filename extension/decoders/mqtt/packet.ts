import type { ByteRange } from '../contract.ts';
import type { Acknowledgement, Level, PacketType } from './packet-types.ts';

/** What a packet says, as far as the conversation and a summary need it. */
export type Packet =
  | Connect
  | {
      readonly type: 'CONNACK';
      readonly code: number;
      /** Topic aliases that the server takes; 0 where it says nothing. */
      readonly topicAliasMaximum: number;
    }
  | Publish
  | Answer
  | Subscribe
  | { readonly type: 'UNSUBSCRIBE'; readonly id: number; readonly filters: readonly string[] }
  | Codes
  | { readonly type: 'DISCONNECT' | 'AUTH'; readonly code: number }
  | { readonly type: 'PINGREQ' | 'PINGRESP' };

export interface Connect {
  readonly type: 'CONNECT';
  readonly level: number;
  readonly clientId: string;
  /** Topic aliases that the client takes. */
  readonly topicAliasMaximum: number;
}

export interface Publish {
  readonly type: 'PUBLISH';
  /** As it stands in the packet: empty where an alias is used. */
  readonly topic: string;
  /** 0 to 3, of which 3 is malformed. */
  readonly qos: number;
  readonly isRetained: boolean;
  readonly isDuplicate: boolean;
  readonly id?: number | undefined;
  readonly alias?: number | undefined;
  readonly contentType?: string | undefined;
  /** What a user property says of how the payload was compressed. */
  readonly contentEncoding?: string | undefined;
  readonly subscriptions: readonly number[];
  readonly payload: ByteRange;
}

export interface Answer {
  readonly type: Acknowledgement;
  readonly id: number;
  readonly code: number;
}

export interface Codes {
  readonly type: 'SUBACK' | 'UNSUBACK';
  readonly id: number;
  readonly codes: readonly number[];
}

export interface Subscribe {
  readonly type: 'SUBSCRIBE';
  readonly id: number;
  readonly filters: readonly string[];
  readonly subscription?: number | undefined;
}

/** A packet's type and the level it is read by. */
export interface PacketContext {
  readonly type: PacketType;
  readonly flags: number;
  readonly level: Level;
}
