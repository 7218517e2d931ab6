import {
  FLAG,
  type Frame,
  type Payload,
  type Resume,
  type Setup,
  TYPE,
  type Uninteresting,
} from './frame.ts';
import { OctetReader } from './octets.ts';

/** What is no frame, and why. */
export interface MalformedFrame {
  readonly type: 'malformed';
  readonly reason: string;
}

/** Reads the one frame of a WebSocket message. Whatever the bytes are, this does not throw. */
export function decodeFrame(bytes: Uint8Array): Frame | Uninteresting | MalformedFrame {
  try {
    return read(new OctetReader(bytes));
  } catch (error) {
    const reason = error instanceof RangeError ? error.message : String(error);
    return { type: 'malformed', reason: `The frame ends too early: ${reason}.` };
  }
}

function read(octets: OctetReader): Frame | Uninteresting | MalformedFrame {
  const streamId = octets.u31();
  const head = octets.u16();
  const [type, flags] = [head >> 10, head & 0x3ff];
  const request = () => ({ streamId, follows: has(flags, FLAG.follows) });
  switch (type) {
    case TYPE.setup:
      return streamId === 0 ? setup(octets, flags) : malformed('SETUP belongs on stream 0.');
    case TYPE.resume:
      return streamId === 0 ? resume(octets) : malformed('RESUME belongs on stream 0.');
    case TYPE['resume-ok']:
      return { type: 'resume-ok', lastClient: octets.u64() };
    case TYPE.keepalive: {
      const respond = has(flags, FLAG.respond);
      return { type: 'keepalive', respond, position: octets.u64(), data: octets.rest() };
    }
    // Metadata that may follow says nothing that is understood here.
    case TYPE.lease:
      return { type: 'lease', timeToLive: octets.u31(), requests: octets.u31() };
    case TYPE['request-response']:
      return { type: 'request-response', ...request(), payload: payload(octets, flags) };
    case TYPE['request-fnf']:
      return { type: 'request-fnf', ...request(), payload: payload(octets, flags) };
    case TYPE['request-stream']: {
      const initialN = octets.u31();
      return { type: 'request-stream', ...request(), initialN, payload: payload(octets, flags) };
    }
    case TYPE['request-channel']: {
      const more = { initialN: octets.u31(), complete: has(flags, FLAG.complete) };
      return { type: 'request-channel', ...request(), ...more, payload: payload(octets, flags) };
    }
    case TYPE['request-n']:
      return { type: 'request-n', streamId, n: octets.u31() };
    case TYPE.cancel:
      return { type: 'cancel', streamId };
    case TYPE.payload: {
      const complete = has(flags, FLAG.complete);
      // A payload that is complete does not go on, whatever flag F says ("Handling the Unexpected").
      const follows = has(flags, FLAG.follows) && !complete;
      const next = has(flags, FLAG.next);
      return {
        type: 'payload',
        streamId,
        follows,
        complete,
        next,
        payload: payload(octets, flags),
      };
    }
    case TYPE.error:
      return { type: 'error', streamId, code: octets.u32(), message: text(octets.rest()) };
    default:
      return uninteresting(type, streamId, flags);
  }
}

function uninteresting(
  type: number,
  streamId: number,
  flags: number,
): Uninteresting | MalformedFrame {
  switch (type) {
    case TYPE['metadata-push']:
      return { type: 'metadata-push', streamId };
    default:
      if (has(flags, FLAG.ignore)) return { type: 'ignorable', streamId };
      return malformed(`There is no frame type 0x${type.toString(16).padStart(2, '0')}.`);
  }
}

function setup(octets: OctetReader, flags: number): Setup {
  const [major, minor] = [octets.u16(), octets.u16()];
  const [keepAlive, maxLifetime] = [octets.u31(), octets.u31()];
  const resumes = has(flags, FLAG.resume);
  const token = resumes ? octets.piece(octets.u16()) : undefined;
  const metadataMimeType = text(octets.piece(octets.u8()));
  const dataMimeType = text(octets.piece(octets.u8()));
  return {
    type: 'setup',
    ...{ major, minor, keepAlive, maxLifetime, metadataMimeType, dataMimeType, resumes },
    leases: has(flags, FLAG.lease),
    ...(token && { token }),
    payload: payload(octets, flags),
  };
}

function resume(octets: OctetReader): Resume {
  const [major, minor] = [octets.u16(), octets.u16()];
  const token = octets.piece(octets.u16());
  const [lastServer, firstClient] = [octets.u64(), octets.u64()];
  return { type: 'resume', major, minor, token, lastServer, firstClient };
}

/** "Metadata Optional Header": a length of 24 bits, and the metadata, before the data. */
function payload(octets: OctetReader, flags: number): Payload {
  if (!has(flags, FLAG.metadata)) return { data: octets.rest() };
  const metadata = octets.piece(octets.u24());
  return { metadata, data: octets.rest() };
}

function has(flags: number, flag: number): boolean {
  return (flags & flag) !== 0;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function malformed(reason: string): MalformedFrame {
  return { type: 'malformed', reason };
}
