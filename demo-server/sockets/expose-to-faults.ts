import type { FaultKind } from '../faults/fault.ts';
import { FaultLine } from '../faults/line.ts';
import type { Laboratory } from '../laboratory.ts';
import type { LedgerConnection } from '../ledger/connection.ts';

/** How a session of a library ends, and where its bytes go. */
export interface SessionEnds {
  close(code: number, reason: string): void;
  cut(): void;
  sendRubbish?(bytes: Uint8Array): boolean;
}

/** Makes a session one of those that faults can strike: gives its line, and the way to say that it is over. */
export function exposeToFaults(
  connection: LedgerConnection,
  ends: SessionEnds,
  { faults, connections }: Pick<Laboratory, 'faults' | 'connections'>,
): { readonly line: FaultLine; readonly over: () => void } {
  const { id, transport, url } = connection;
  const victim = { id, transport, path: pathOf(url) };
  const note = (kind: FaultKind, text: string) => connection.fault(kind, text);
  const line = new FaultLine({ desk: faults, victim, note });
  const forget = connections.add({ ...victim, ...ends, note });
  const over = () => {
    line.stop();
    forget();
  };
  return { line, over };
}

/** Path and query of an address; what no URL can hold is taken as it is. */
function pathOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}
