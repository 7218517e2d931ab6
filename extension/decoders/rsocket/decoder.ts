import type {
  ConnectionFacts,
  Decoder,
  DecoderInput,
  Problem,
  Recognition,
  Session,
  Unit,
} from '../contract.ts';
import { Conversation } from './conversation.ts';
import { NOT_A_FRAME, NOT_BINARY } from './failures.ts';
import { type Assembly, Fragments } from './fragments.ts';
import { FrameLayer, foreignLayer } from './frame-layer.ts';
import { findHeader, type Header, isUnderstood, readHeader } from './header.ts';
import { joinFrame } from './joined-frame.ts';
import { Positions } from './positions.ts';
import { glance } from './read-frame.ts';
import { openingFrame } from './sniff.ts';

/** RSocket 1.0 over WebSocket, with the extensions for metadata. */
export const rsocket: Decoder = {
  protocol: 'rsocket',
  title: 'RSocket',
  specification: 'https://rsocket.io/about/protocol',
  versions: '1.0',
  recognisedBy: 'subprotocol, URL, SETUP or RESUME',
  channels: 'streams',
  claims,
  textStarts: '',
  sniffs: (payload) => {
    const type = openingFrame(payload);
    return type && { by: 'content', reason: `begins with a ${type} frame` };
  },
  open: () => new RsocketSession(),
};

/** The specification names no subprotocol; servers have the path /rsocket by custom. */
function claims({ transport, protocol, url }: ConnectionFacts): Recognition | undefined {
  if (transport !== 'websocket') return undefined;
  if (protocol === 'rsocket') return { by: 'subprotocol', reason: 'subprotocol rsocket' };
  if (protocol) return undefined;
  const path = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? '';
  return /\/rsocket\/?$/i.test(path) ? { by: 'url', reason: `path ${path}` } : undefined;
}

class RsocketSession implements Session {
  readonly #fragments = new Fragments();
  readonly #positions = new Positions();
  readonly #conversation = new Conversation(this.#positions);
  #metadataMime: string | undefined;
  #last: DecoderInput | undefined;
  /** Offset of the frames in their messages, once one was seen. */
  #start: number | undefined;

  feed(input: DecoderInput): readonly Unit[] {
    const { payload, direction, message } = input;
    if (payload.byteLength === 0) return [];
    const { bytes } = payload;
    const header = payload.isText ? undefined : this.#header(bytes);
    if (!header) return [foreign(input, payload.isText ? NOT_BINARY : NOT_A_FRAME)];
    this.#last = input;
    const { length } = bytes;
    const frame = glance(bytes, { header, end: length, metadataMime: this.#metadataMime });
    if (frame.body.kind === 'setup') this.#metadataMime = frame.body.metadataMime;
    const position = this.#positions.follow(frame, direction);
    const assemblies = this.#fragments.feed({ message, direction, bytes, frame, position });
    const [only] = assemblies;
    if (only && assemblies.length === 1) return [this.#unit(only, input)];
    return assemblies.map((assembly) => this.#unit(assembly, input));
  }

  end(): readonly Unit[] {
    const last = this.#last;
    return last ? this.#fragments.end().map((assembly) => this.#unit(assembly, last)) : [];
  }

  /** Once frames were seen, also one that is wrong or of an unknown type is a frame. */
  #header(bytes: Uint8Array): Header | undefined {
    if (this.#start !== undefined) return readHeader(bytes, this.#start);
    const header = findHeader(bytes);
    this.#start = header?.start;
    return header;
  }

  #unit(assembly: Assembly, { time }: DecoderInput): Unit {
    const { first, problem } = assembly;
    const { direction } = first;
    const { body } = first.frame;
    const mime = body.kind === 'setup' ? body.metadataMime : this.#metadataMime;
    const joined = joinFrame(assembly, mime);
    const meaning = this.#conversation.follow(assembly, joined, direction, time);
    const failures = problem ? [{ ...problem, offset: joined.bytes.length }] : NONE;
    const layer = new FrameLayer(joined, meaning, failures);
    const { channel } = meaning;
    const isHeartbeat = body.kind === 'keepalive' || undefined;
    const isForeign = !isUnderstood(first.frame.header) || undefined;
    return {
      sources: joined.sources,
      direction,
      time,
      layer,
      channel,
      isHeartbeat,
      isForeign,
    };
  }
}

function foreign({ message, payload, direction, time }: DecoderInput, problem: Problem): Unit {
  const sources = [{ message, range: [0, payload.byteLength] as const }];
  return { sources, direction, time, layer: foreignLayer(payload, problem), isForeign: true };
}

const NONE: readonly never[] = [];
