import type { ByteRange } from '../contract.ts';
import type { Header } from './header.ts';
import type { MetadataFacts } from './metadata.ts';

/** What a frame says, as far as the conversation and a summary need it. */
export interface Frame {
  readonly header: Header;
  /** Bytes of the frame without the frame length: what positions count. */
  readonly length: number;
  readonly body: Body;
}

export type Body =
  | Setup
  | { readonly kind: 'request' | 'payload'; readonly content: Content; readonly requestN?: number }
  | { readonly kind: 'request-n'; readonly requestN: number }
  | { readonly kind: 'lease'; readonly timeToLive: number; readonly requests: number }
  | { readonly kind: 'keepalive'; readonly position: bigint; readonly data: Uint8Array }
  | { readonly kind: 'error'; readonly code: number; readonly text: string }
  | { readonly kind: 'resume'; readonly serverPosition: bigint; readonly clientPosition: bigint }
  | { readonly kind: 'resume-ok'; readonly clientPosition: bigint }
  | { readonly kind: 'other' };

export interface Setup {
  readonly kind: 'setup';
  readonly version: string;
  readonly metadataMime: string;
  readonly dataMime: string;
  readonly content: Content;
}

/** Metadata and data of a frame, each where it lies; absent where there is none. */
export interface Content {
  readonly metadata?: ByteRange | undefined;
  readonly facts?: MetadataFacts | undefined;
  readonly data?: ByteRange | undefined;
}
