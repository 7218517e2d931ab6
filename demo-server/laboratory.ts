import type { Tokens } from './auth/tokens.ts';
import type { FaultDesk } from './faults/desk.ts';
import type { OpenConnections } from './faults/open-connections.ts';
import type { Hub } from './hub/hub.ts';
import type { SwitchedBus } from './hub/switched-bus.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Settings } from './settings.ts';

/** What every endpoint works with. */
export interface Laboratory {
  readonly hub: Hub;
  readonly bus: SwitchedBus;
  /** Pages of other origins may use it too. */
  readonly isOpenToForeignPages: boolean;
  /** This server's name in a cluster. */
  readonly id?: string;
  readonly ledger: Ledger;
  /** Who may come in where a token is asked for. */
  readonly tokens: Tokens;
  readonly settings: Settings;
  /** What is to go wrong on purpose. */
  readonly faults: FaultDesk;
  readonly connections: OpenConnections;
  /** Stops listening for so many milliseconds, and forgets what the memory bus remembered. */
  restart(milliseconds: number): void;
  /** Aborted when the server closes: everything held or streamed ends then. */
  readonly closing: AbortSignal;
}
