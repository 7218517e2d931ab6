import type { Level } from './packet-types.ts';
import { glance, readPacket } from './read-packet.ts';

const CONNECT = 1;
const PUBLISH = 3;

/** Which version a connection speaks: as CONNECT says, or, where that was not seen, as it seems. */
export class Versions {
  #level: Level | undefined;
  #isSaid = false;

  constructor(subprotocol: string | undefined) {
    if (subprotocol === 'mqttv3.1') this.#level = 3;
  }

  /** Whether a CONNECT settled it. */
  get isSaid(): boolean {
    return this.#isSaid;
  }

  /** The level to read a packet by; what the packet says of it is kept for the next ones. */
  levelFor(bytes: Uint8Array): Level {
    if (isConnect(bytes)) {
      this.#isSaid = true;
      this.#level = levelOfConnect(bytes);
    }
    if (this.#level !== undefined) return this.#level;
    const { level, isCertain } = guess(bytes);
    if (isCertain) this.#level = level;
    return level;
  }

  /** The level to read a packet by that may turn out to be none. */
  seemsLevel(bytes: Uint8Array): Level {
    if (isConnect(bytes)) return levelOfConnect(bytes);
    return this.#level ?? guess(bytes).level;
  }
}

function isConnect(bytes: Uint8Array): boolean {
  return (bytes[0] ?? 0) >> 4 === CONNECT;
}

function levelOfConnect(bytes: Uint8Array): Level {
  const connect = glance(bytes, 4);
  return connect?.type === 'CONNECT' ? levelOf(connect.level) : 4;
}

/** The level as CONNECT says it; bridges set its highest bit. */
function levelOf(said: number): Level {
  const plain = said & 0x7f;
  if (plain >= 5) return 5;
  return plain === 3 ? 3 : 4;
}

interface Guess {
  readonly level: Level;
  readonly isCertain: boolean;
}

/** What fits one version alone settles it. A PUBLISH fits 3.1.1 whatever its payload is. */
function guess(bytes: Uint8Array): Guess {
  const newer = readPacket(bytes, 5);
  if (newer.problems.length > 0) return { level: 4, isCertain: isSound(bytes, 4) };
  if ((bytes[0] ?? 0) >> 4 !== PUBLISH) {
    const isCertain = !isSound(bytes, 4);
    return { level: isCertain ? 5 : 4, isCertain };
  }
  const hasProperties = newer.fields.some(({ name }) => name === 'properties');
  return { level: 5, isCertain: hasProperties };
}

function isSound(bytes: Uint8Array, level: Level): boolean {
  const { packet, problems } = readPacket(bytes, level);
  // Any bytes after the topic are a payload, so that a PUBLISH proves nothing.
  return packet !== undefined && packet.type !== 'PUBLISH' && problems.length === 0;
}
