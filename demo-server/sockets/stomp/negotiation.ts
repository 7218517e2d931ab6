import { LIMITS } from '../../limits.ts';
import {
  headerOf,
  STOMP_VERSIONS,
  type StompFrame,
  type StompVersion,
} from '../../wire/stomp/frame.ts';
import { ProtocolError } from './protocol-error.ts';

/** WebSocket subprotocols, the best first. */
const SUBPROTOCOLS = new Map<string, StompVersion>([
  ['v12.stomp', '1.2'],
  ['v11.stomp', '1.1'],
  ['v10.stomp', '1.0'],
]);

/** The best subprotocol of those asked for. */
export function chooseSubprotocol(asked: ReadonlySet<string>): string | undefined {
  return [...SUBPROTOCOLS.keys()].find((name) => asked.has(name));
}

/**
 * The highest version both sides speak. No accept-version means 1.0; a subprotocol chosen at the
 * handshake is the upper bound.
 * @throws ProtocolError when there is none.
 */
export function negotiateVersion(connect: StompFrame, subprotocol: string): StompVersion {
  const accepted = (headerOf(connect, 'accept-version') ?? '1.0').split(',').map((v) => v.trim());
  const highest = SUBPROTOCOLS.get(subprotocol) ?? '1.2';
  const version = STOMP_VERSIONS.findLast((v) => v <= highest && accepted.includes(v));
  if (version) return version;
  const ours = STOMP_VERSIONS.filter((v) => v <= highest).join(', ');
  throw new ProtocolError('No version in common.', `Here are spoken: ${ours}.`);
}

/** Milliseconds between heart-beats; 0 for none. */
export interface HeartBeatIntervals {
  /** How often the server must send. */
  readonly send: number;
  /** How often the client must. */
  readonly expect: number;
}

/**
 * What the `heart-beat` header of CONNECT amounts to: the slower of both wishes in each
 * direction, none where either side says 0.
 * @throws ProtocolError when the header is not two numbers.
 */
export function negotiateHeartBeats(connect: StompFrame): HeartBeatIntervals {
  const header = headerOf(connect, 'heart-beat') ?? '0,0';
  const match = /^\s*(\d{1,9})\s*,\s*(\d{1,9})\s*$/.exec(header);
  if (!match) throw new ProtocolError('heart-beat is not two numbers with a comma between.');
  const [offered, wanted] = [Number(match[1]), Number(match[2])];
  const slower = (theirs: number) => (theirs === 0 ? 0 : Math.max(theirs, LIMITS.stompHeartBeat));
  return { send: slower(wanted), expect: slower(offered) };
}
