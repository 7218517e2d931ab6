import type { Tokens } from './auth/tokens.ts';
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
  /** Aborted when the server closes: everything held or streamed ends then. */
  readonly closing: AbortSignal;
}
