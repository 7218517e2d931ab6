import type { Laboratory } from '../laboratory.ts';
import { isFor } from './desk.ts';
import type { Blow } from './fault.ts';

/** FIN, and opcode 3, which RFC 6455 §5.2 reserves; no payload. */
const BAD_FRAME = Uint8Array.of(0x83, 0x00);

/** Does it at once; gives how many connections it struck. */
export function deal(blow: Blow, { connections, restart }: Laboratory): number {
  const struck = connections.where((one) => blow.kind === 'restart' || isFor(blow.for, one));
  for (const connection of struck) connection.note(blow.kind, textOf(blow));
  switch (blow.kind) {
    case 'close':
      for (const connection of struck) connection.close(blow.code, blow.reason);
      break;
    case 'cut':
      for (const connection of struck) connection.cut();
      break;
    case 'bad-frame':
      for (const connection of struck) connection.sendRubbish?.(BAD_FRAME);
      break;
    case 'restart':
      for (const connection of struck) connection.cut();
      restart(blow.milliseconds);
      break;
    default:
      blow satisfies never;
  }
  return struck.length;
}

function textOf(blow: Blow): string {
  if (blow.kind === 'close') return `${blow.code} ${blow.reason}`.trim();
  return blow.kind === 'restart' ? `${blow.milliseconds} ms` : '';
}
