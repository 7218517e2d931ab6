import { Payload } from '../../bytes/payload.ts';
import { invalidUtf8At } from '../../bytes/utf8.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { ChannelName, DecoderInput, Direction, Problem, Session, Unit } from '../contract.ts';
import { Acknowledgements } from './acknowledgements.ts';
import { Attachments } from './attachments.ts';
import { namespaceOf, readPacket } from './packet.ts';
import { foreignLayer, PacketLayer } from './packet-layer.ts';

/** The packets of one connection, with their attachments. */
export class SocketIoSession implements Session {
  readonly #awaiting: Record<Direction, Attachments | undefined> = {
    sent: undefined,
    received: undefined,
  };
  readonly #acknowledgements = new Acknowledgements();
  readonly #channels = new Map<string, ChannelName>();

  feed(input: DecoderInput): readonly Unit[] {
    const { payload, direction } = input;
    const awaiting = this.#awaiting[direction];
    if (awaiting && !payload.isText) return this.#attach(awaiting, input);
    const packet = isWritten(payload) ? readPacket(payload) : undefined;
    // While attachments are awaited, nothing but them should come.
    const units = awaiting ? [this.#giveUp(awaiting, ', and then another packet')] : [];
    if (!packet) {
      units.push(foreignUnit(input));
      return units;
    }
    const gathering = new Attachments(packet, input);
    if (gathering.isComplete) units.push(this.#unit(gathering, NONE));
    else this.#awaiting[direction] = gathering;
    return units;
  }

  /** An attachment may be empty. */
  awaitsEmpty({ payload, direction }: DecoderInput): boolean {
    return !payload.isText && this.#awaiting[direction] !== undefined;
  }

  end(): readonly Unit[] {
    const { sent, received } = this.#awaiting;
    const reason = ' before the connection ended';
    const left = [sent, received].filter((one) => one !== undefined);
    return left.map((awaiting) => this.#giveUp(awaiting, reason));
  }

  #attach(awaiting: Attachments, input: DecoderInput): readonly Unit[] {
    awaiting.add(input);
    if (!awaiting.isComplete) {
      const isTooLong = awaiting.length > LIMITS.decoderPending;
      return isTooLong ? [this.#giveUp(awaiting, ' within the limit')] : NONE;
    }
    this.#awaiting[input.direction] = undefined;
    return [this.#unit(awaiting, NONE)];
  }

  #giveUp(awaiting: Attachments, reason: string): Unit {
    this.#awaiting[awaiting.input.direction] = undefined;
    return this.#unit(awaiting, awaiting.missing(reason));
  }

  #unit(gathered: Attachments, failures: readonly Problem[]): Unit {
    const { packet, input, ranges, sources } = gathered;
    const { direction, time } = gathered.last;
    const payload = ranges.length === 0 ? input.payload : Payload.ofBytes(gathered.join());
    const note = this.#acknowledgements.follow(packet, direction, input.time);
    const layer = new PacketLayer(payload, packet, { attachments: ranges, note, failures });
    const channel = this.#channel(namespaceOf(packet));
    return {
      sources,
      direction,
      time,
      layer,
      channel,
      isHeartbeat: undefined,
      isForeign: undefined,
    };
  }

  #channel(namespace: string): ChannelName {
    const known = this.#channels.get(namespace);
    if (known) return known;
    const channel = { id: namespace, name: namespace, type: 'socket-io-namespace' };
    this.#channels.set(namespace, channel);
    return channel;
  }
}

/**
 * Attachments alone are sent as bytes. Bytes that are not UTF-8 may also come of a polling body, as
 * a text with damage in it.
 */
function isWritten(payload: Payload): boolean {
  return payload.isText || invalidUtf8At(payload.bytes) >= 0;
}

function foreignUnit({ message, direction, time, payload }: DecoderInput): Unit {
  const sources = [{ message, range: [0, payload.byteLength] as const }];
  return { sources, direction, time, layer: foreignLayer(payload), isForeign: true };
}

const NONE: readonly never[] = [];
