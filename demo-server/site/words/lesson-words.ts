import type { TransportName } from '../transports/transport.ts';

/** What a lesson says. */
export interface LessonWords {
  readonly title: string;
  /** The transport in a line. */
  readonly line: string;
  /** What happens on the wire, step by step. */
  readonly wire: readonly string[];
  readonly when: readonly string[];
  readonly whenNot: readonly string[];
  /** By name, so that what is measured on the page finds its claim. */
  readonly claims: Readonly<Record<string, ClaimWords>>;
  /** What to look for in the Pushscope panel. */
  readonly panel: string;
}

/** Something articles say. */
export interface ClaimWords {
  readonly claim: string;
  /** What bears it out, on this page. */
  readonly see: string;
  /** Where it stops being true. */
  readonly limit: string;
}

export type AllLessonWords = Readonly<Record<TransportName, LessonWords>>;

type OverHttp = 'polling' | 'long-polling' | 'sse' | 'streaming';
export type HttpLessonWords = Pick<AllLessonWords, OverHttp>;
export type SocketLessonWords = Omit<AllLessonWords, OverHttp | 'rsocket'>;
