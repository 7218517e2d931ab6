import { isVersion, VERSIONS, type Version } from './commands.ts';
import { type Frame, headerOf } from './frame.ts';

/** The heart-beat header: what one side can send, and what it wants to get, in milliseconds. */
type HeartBeat = readonly [sends: number, wants: number];

/** What both sides agreed on while connecting. */
export class Negotiation {
  #version: Version;
  #client: HeartBeat = [0, 0];

  /** `subprotocol` as chosen for the WebSocket. Unknown until told, 1.2 reads most of all frames right. */
  constructor(subprotocol: string | undefined) {
    this.#version = versionOfSubprotocol(subprotocol) ?? '1.2';
  }

  get version(): Version {
    return this.#version;
  }

  /** The version that a CONNECT offers or a CONNECTED chooses; any other frame changes nothing. */
  learn(frame: Pick<Frame, 'command' | 'headers'>): void {
    if (frame.command === 'CONNECT' || frame.command === 'STOMP') {
      this.#client = readHeartBeat(headerOf(frame, 'heart-beat'));
      this.#version = newestOffered(headerOf(frame, 'accept-version')) ?? '1.0';
    } else if (frame.command === 'CONNECTED') {
      const version = headerOf(frame, 'version');
      if (version === undefined) this.#version = '1.0';
      else if (isVersion(version)) this.#version = version;
    }
  }

  /** What the heart-beats of a CONNECTED come to (1.2, "Heart-beating"). */
  heartBeatNote(connected: Pick<Frame, 'headers'>): string {
    const server = readHeartBeat(headerOf(connected, 'heart-beat'));
    const sent = agreed(this.#client[0], server[1]);
    const received = agreed(server[0], this.#client[1]);
    return `the client sends ${sent}, the server ${received}`;
  }
}

function versionOfSubprotocol(subprotocol: string | undefined): Version | undefined {
  const digits = /^v1([012])\.stomp$/.exec(subprotocol ?? '')?.[1];
  return VERSIONS.find((version) => version === `1.${digits}`);
}

function newestOffered(accepted: string | undefined): Version | undefined {
  const offered = (accepted ?? '').split(',').map((version) => version.trim());
  return VERSIONS.findLast((version) => offered.includes(version));
}

function readHeartBeat(value: string | undefined): HeartBeat {
  const found = /^(\d{1,12}),(\d{1,12})$/.exec(value ?? '');
  return [Number(found?.[1] ?? 0), Number(found?.[2] ?? 0)];
}

function agreed(sends: number, wants: number): string {
  return sends === 0 || wants === 0 ? 'none' : `one every ${Math.max(sends, wants)} ms`;
}
