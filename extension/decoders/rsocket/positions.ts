import type { Direction } from '../contract.ts';
import type { Frame } from './frame.ts';
import { isRequest, RESUME } from './frame-types.ts';
import { opposite } from './opposite.ts';

/**
 * How many bytes of frames that can be sent again went each way: the implied positions of a
 * connection that can be resumed (Protocol.md, "Implied Position").
 */
export class Positions {
  #next: Partial<Record<Direction, bigint>> = {};

  /** The position of a frame; none where it has none, or where the beginning is not known. */
  follow({ header, length, body }: Frame, direction: Direction): bigint | undefined {
    if (body.kind === 'setup' && header.flags & RESUME) this.#next = { sent: 0n, received: 0n };
    if (body.kind === 'resume') this.#next[opposite(direction)] = body.serverPosition;
    // The client goes on from where the server says that it has come.
    if (body.kind === 'resume-ok') this.#next[opposite(direction)] = body.clientPosition;
    const position = this.#next[direction];
    if (position === undefined || !isCounted(header.type)) return undefined;
    this.#next[direction] = position + BigInt(length);
    return position;
  }

  /** Where the sender of the direction has come. */
  reached(direction: Direction): bigint | undefined {
    return this.#next[direction];
  }
}

function isCounted(type: Frame['header']['type']): boolean {
  return (
    isRequest(type) ||
    type === 'REQUEST_N' ||
    type === 'CANCEL' ||
    type === 'ERROR' ||
    type === 'PAYLOAD'
  );
}
