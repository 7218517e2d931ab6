import type { BusKind } from '../hub/bus.ts';

/** What a server of the cluster is to be. */
export interface Start {
  readonly order: 'start';
  readonly id: string;
  /** Servers in the cluster. */
  readonly servers: number;
  readonly bus: BusKind;
  readonly redisUrl?: string;
  /** What the cluster's tokens are signed with. */
  readonly secret: string;
  /** Folder of the built site. */
  readonly site: string;
}

/**
 * What the cluster tells a server's process. A bus is prepared on every server before any takes it:
 * what may fail is then behind all of them.
 */
export type Order =
  | Start
  | { readonly order: 'prepare'; readonly bus: BusKind }
  | { readonly order: 'take' | 'leave' }
  | { readonly order: 'stop' };

/** What the server's process answers, once to each order but `stop`. */
export type Report =
  | { readonly report: 'up'; readonly port: number }
  | { readonly report: 'done' }
  | { readonly report: 'failed'; readonly reason: string };

/** An order as it travels, and its report: they bear the same number. */
export type NumberedOrder = Order & { readonly number: number };
export type NumberedReport = Report & { readonly number: number };
