import type { Direction } from '../contract.ts';
import { Waiting } from '../waiting.ts';
import { namespaceOf, type Packet } from './packet.ts';
import { summarize } from './packet-layer.ts';

interface Asked {
  readonly summary: string;
  readonly time: number;
}

/** Follows which events asked for an acknowledgement, and which packets give it. */
export class Acknowledgements {
  readonly #waiting = new Waiting<Asked>();

  /** What the packet answers, in words; `undefined` where it answers nothing that was seen. */
  follow(packet: Packet, direction: Direction, time: number): string | undefined {
    const { type, id } = packet;
    if (!id) return undefined;
    const isAnswer = type === 'ACK' || type === 'BINARY_ACK';
    if (!isAnswer) {
      this.#waiting.set(keyOf(direction, packet, id.text), { summary: summarize(packet), time });
      return undefined;
    }
    const other = direction === 'sent' ? 'received' : 'sent';
    const asked = this.#waiting.take(keyOf(other, packet, id.text));
    return asked && `answers ${asked.summary}, ${Math.round(time - asked.time)} ms later`;
  }
}

/** Each side counts by itself, in each namespace. */
function keyOf(asker: Direction, packet: Packet, id: string): string {
  return `${asker} ${id} ${namespaceOf(packet)}`;
}
