import type { JsonOutline } from '../../bytes/json/outline.ts';
import { Payload } from '../../bytes/payload.ts';
import { oneLine } from '../../bytes/shorten.ts';
import type {
  ConnectionFacts,
  Decoder,
  DecoderInput,
  Field,
  Layer,
  Recognition,
  Session,
  Unit,
} from '../contract.ts';
import { type JsonProtocol, readPiece } from '../json-session.ts';
import { outlineForSniffing } from '../json-text.ts';
import { marked } from '../marks.ts';
import { type BinaryMessage, readBinary } from './binary-message.ts';
import { Conversation } from './conversation.ts';
import { messageOf } from './message.ts';
import { readText } from './text-message.ts';

const CONTENT: Recognition = { by: 'content', reason: 'a message of Phoenix channels' };
const PATTERN = /"(?:phx_(?:join|reply|leave|close|error)|heartbeat|presence_(?:state|diff))"/;

const MEMBERS = ['topic', 'event', 'payload', 'ref', 'join_ref'];

/** Phoenix channels, in both JSON forms and in binary. */
export const phoenix: Decoder = {
  protocol: 'phoenix',
  title: 'Phoenix',
  specification: 'https://hexdocs.pm/phoenix/writing_a_channels_client.html',
  versions: '1, 2, binary pushes',
  recognisedBy: 'URL, subprotocol, first message',
  channels: 'topics',
  claims,
  textStarts: '{[',
  memberNames: MEMBERS,
  sniffs(payload) {
    const outline = outlineForSniffing(payload, PATTERN);
    return outline && isPhoenix(outline) ? CONTENT : undefined;
  },
  open: () => new PhoenixSession(),
};

/** The subprotocol carries a token beside it; the URL names the serializer's version. */
function claims({ transport, protocol, url }: ConnectionFacts): Recognition | undefined {
  if (protocol === 'phoenix') return { by: 'subprotocol', reason: 'subprotocol phoenix' };
  if (transport !== 'websocket') return undefined;
  const version = /\/websocket\?(?:[^#]*&)?vsn=([12]\.\d+\.\d+)(?:[&#]|$)/.exec(url)?.[1];
  return version === undefined
    ? undefined
    : { by: 'url', reason: `path /websocket with vsn=${version}` };
}

/** An event that only Phoenix has, in a message of exactly its form. */
function isPhoenix(outline: JsonOutline): boolean {
  const message = messageOf(outline);
  if (!message || !PATTERN.test(JSON.stringify(message.event))) return false;
  if (message.event === 'heartbeat' && message.topic !== 'phoenix') return false;
  if (outline.kind === 'object') return outline.members.every(({ name }) => MEMBERS.includes(name));
  return outline.members.length === 5;
}

class PhoenixSession implements Session {
  readonly #conversation = new Conversation();
  readonly #protocol: JsonProtocol = {
    protocol: 'phoenix',
    unit: 'a Phoenix message',
    read: (text) => readText(text, this.#conversation),
  };

  feed(input: DecoderInput): readonly Unit[] {
    const { message, direction, time, payload } = input;
    const range = [0, payload.byteLength] as const;
    const about = { sources: [{ message, range }], direction, time };
    const binary = payload.isText ? undefined : readBinary(payload.bytes, direction);
    if (binary) return [{ ...about, ...this.#binary(binary, input) }];
    return [{ ...about, ...readPiece(this.#protocol, { payload }, direction, time) }];
  }

  end(): readonly Unit[] {
    return [];
  }

  #binary(binary: BinaryMessage, { direction, time, payload }: DecoderInput) {
    const context = this.#conversation.follow(binary.message, direction, time);
    const { summary, channel, isHeartbeat, answer } = context;
    return {
      layer: binaryLayer(payload, binary, summary, answer),
      isHeartbeat,
      ...(channel && { channel }),
    };
  }
}

function binaryLayer(
  payload: Payload,
  { payload: range, fields }: BinaryMessage,
  summary: string,
  answer: string | undefined,
): Layer {
  const body = Payload.ofBytes(payload.bytes.subarray(...range));
  return {
    protocol: 'phoenix',
    summary: oneLine(summary),
    payload,
    problems: [],
    fields: () => withAnswer(fields, answer),
    ...(body.byteLength > 0 && { inner: { payload: body, range } }),
  };
}

function withAnswer(fields: readonly Field[], answer: string | undefined): readonly Field[] {
  return answer === undefined ? fields : marked(fields, [{ path: ['ref'], note: answer }]);
}
