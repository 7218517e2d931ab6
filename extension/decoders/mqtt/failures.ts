import { LIMITS } from '../../contract/limits.ts';
import type { Problem } from '../contract.ts';

/** Why bytes are not a packet, or not a whole one. */

export const TRUNCATED: Problem = {
  kind: 'truncated',
  offset: 0,
  reason: 'The connection ended inside this packet.',
};

export const INTERRUPTED: Problem = {
  kind: 'interrupted',
  offset: 0,
  reason: 'The rest of this packet is missing: the next message begins with another packet.',
};

export const TOO_LONG: Problem = {
  kind: 'too-long',
  offset: 0,
  reason: `The packet is longer than the ${LIMITS.decoderPending} bytes that are kept of one.`,
};

export const NOT_A_PACKET: Problem = {
  kind: 'not-a-packet',
  offset: 0,
  reason: 'No packet begins with this packet type or remaining length.',
};

export const NOT_BINARY: Problem = {
  kind: 'not-binary',
  offset: 0,
  reason: 'MQTT is carried by binary messages only.',
};
