import { FLAG, type Frame, type Payload, type Setup, TYPE } from './frame.ts';
import { OctetWriter } from './octets.ts';

/** A frame as one WebSocket message: without the length that TCP needs before it. */
export function encodeFrame(frame: Frame): Uint8Array {
  switch (frame.type) {
    case 'setup':
      return encodeSetup(frame);
    case 'resume':
      return head(0, 'resume', 0)
        .u16(frame.major)
        .u16(frame.minor)
        .u16(frame.token.length)
        .piece(frame.token)
        .u64(frame.lastServer)
        .u64(frame.firstClient)
        .bytes();
    case 'resume-ok':
      return head(0, 'resume-ok', 0).u64(frame.lastClient).bytes();
    case 'keepalive':
      return head(0, 'keepalive', frame.respond ? FLAG.respond : 0)
        .u64(frame.position)
        .piece(frame.data)
        .bytes();
    case 'lease':
      return head(0, 'lease', 0).u32(frame.timeToLive).u32(frame.requests).bytes();
    case 'request-response':
    case 'request-fnf':
      return withPayload(head(frame.streamId, frame.type, flagsOf(frame)), frame.payload);
    case 'request-stream':
    case 'request-channel': {
      const octets = head(frame.streamId, frame.type, flagsOf(frame)).u32(frame.initialN);
      return withPayload(octets, frame.payload);
    }
    case 'request-n':
      return head(frame.streamId, 'request-n', 0).u32(frame.n).bytes();
    case 'cancel':
      return head(frame.streamId, 'cancel', 0).bytes();
    case 'payload':
      return withPayload(head(frame.streamId, 'payload', flagsOf(frame)), frame.payload);
    case 'error':
      return head(frame.streamId, 'error', 0).u32(frame.code).piece(utf8(frame.message)).bytes();
  }
}

function encodeSetup(frame: Setup): Uint8Array {
  const flags = metadataFlag(frame.payload) | (frame.leases ? FLAG.lease : 0);
  const [metadata, data] = [utf8(frame.metadataMimeType), utf8(frame.dataMimeType)];
  const octets = head(0, 'setup', flags | (frame.resumes ? FLAG.resume : 0))
    .u16(frame.major)
    .u16(frame.minor)
    .u32(frame.keepAlive)
    .u32(frame.maxLifetime);
  const { token = new Uint8Array() } = frame;
  if (frame.resumes) octets.u16(token.length).piece(token);
  octets.u8(metadata.length).piece(metadata).u8(data.length).piece(data);
  return withPayload(octets, frame.payload);
}

interface Flagged {
  readonly payload: Payload;
  readonly follows: boolean;
  readonly complete?: boolean;
  readonly next?: boolean;
}

function flagsOf({ payload, follows, complete = false, next = false }: Flagged): number {
  return (
    metadataFlag(payload) |
    (follows ? FLAG.follows : 0) |
    (complete ? FLAG.complete : 0) |
    (next ? FLAG.next : 0)
  );
}

function metadataFlag({ metadata }: Payload): number {
  return metadata ? FLAG.metadata : 0;
}

function head(streamId: number, type: keyof typeof TYPE, flags: number): OctetWriter {
  return new OctetWriter().u32(streamId).u16((TYPE[type] << 10) | flags);
}

function withPayload(octets: OctetWriter, { metadata, data }: Payload): Uint8Array {
  if (metadata) octets.u24(metadata.length).piece(metadata);
  return octets.piece(data).bytes();
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
