import type { Pattern } from '../contract/words.ts';
import type { Recognition } from '../decoders/contract.ts';

/** What was found out about a connection. */
export interface ConnectionInsight {
  /** HTTP only. */
  readonly pattern?: Pattern;
  /** Since when the server holds the request; also before its loop is known as long polling. */
  readonly holdingSince?: number;
  readonly channelIds: readonly string[];
  /** Which decoder reads it, and why. */
  readonly decoder?: {
    readonly protocol: string;
    readonly title: string;
    readonly recognition: Recognition;
  };
}
