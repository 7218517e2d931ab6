import type { Laboratory } from '../laboratory.ts';
import { isFor } from './desk.ts';
import type { Blow } from './fault.ts';
import type { Endable } from './open-connections.ts';

/** FIN, and opcode 3, which RFC 6455 §5.2 reserves; no payload. */
const BAD_FRAME = Uint8Array.of(0x83, 0x00);

/** Does it at once; gives how many connections it struck. */
export function deal(blow: Blow, { connections, restart }: Laboratory): number {
  const meant = connections.where((one) => blow.kind === 'restart' || isFor(blow.for, one));
  const struck = meant.filter((connection) => strike(connection, blow));
  if (blow.kind === 'restart') restart(blow.milliseconds);
  return struck.length;
}

/** Whether it could be struck so: what no WebSocket carries has no frames. */
function strike(connection: Endable, blow: Blow): boolean {
  const note = (text: string) => connection.note(blow.kind, text);
  switch (blow.kind) {
    case 'close':
      note(`${blow.code} ${blow.reason}`.trim());
      connection.close(blow.code, blow.reason);
      return true;
    case 'cut':
      note('');
      connection.cut();
      return true;
    case 'bad-frame':
      if (!connection.sendRubbish?.(BAD_FRAME)) return false;
      note('');
      return true;
    case 'restart':
      note(`${blow.milliseconds} ms`);
      connection.cut();
      return true;
  }
}
