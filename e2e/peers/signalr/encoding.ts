import {
  type HubMessage,
  type IHubProtocol,
  JsonHubProtocol,
  MessageType,
} from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import { decode } from '@msgpack/msgpack';

/** What a client says, as far as a hub needs it. */
export interface Said {
  readonly type: MessageType;
  readonly invocationId?: string | undefined;
  readonly target?: string;
  readonly arguments?: readonly unknown[];
  readonly streamIds?: readonly string[];
  readonly item?: unknown;
  readonly result?: unknown;
}

/** A hub protocol from the server's end: what goes out is encoded by Microsoft's own classes. */
export interface Encoding {
  write(message: HubMessage): string | Uint8Array;
  /**
   * The messages of one WebSocket message. Read here, for Microsoft's classes are a client's, and
   * pass over what only servers hear.
   */
  read(data: Buffer): Said[];
}

const RECORD_END = '\u001e';

const written = (protocol: IHubProtocol, message: HubMessage): string | Uint8Array => {
  const data = protocol.writeMessage(message);
  return typeof data === 'string' ? data : new Uint8Array(data);
};

export const ENCODINGS: Readonly<Record<string, Encoding>> = {
  json: {
    write: (message) => written(new JsonHubProtocol(), message),
    read: (data) =>
      data
        .toString('utf8')
        .split(RECORD_END)
        .filter(Boolean)
        .map((text) => JSON.parse(text)),
  },
  messagepack: {
    write: (message) => written(new MessagePackHubProtocol(), message),
    read: (data) => bodiesOf(data).map((body) => messageOf(decode(body) as unknown[])),
  },
};

/** Bodies behind length prefixes: seven bits a byte, the lowest first. */
function bodiesOf(data: Buffer): Buffer[] {
  const bodies: Buffer[] = [];
  for (let at = 0; at < data.length; ) {
    let length = 0;
    for (let shift = 0, byte = 0x80; byte & 0x80; shift += 7, at += 1) {
      byte = data[at] ?? 0;
      length |= (byte & 0x7f) << shift;
    }
    bodies.push(data.subarray(at, at + length));
    at += length;
  }
  return bodies;
}

function messageOf([type, , ...rest]: unknown[]): Said {
  const [id, second, third, fourth] = rest;
  const invocationId = typeof id === 'string' ? id : undefined;
  switch (type) {
    case MessageType.Invocation:
    case MessageType.StreamInvocation:
      return {
        type,
        invocationId,
        target: String(second),
        arguments: third as unknown[],
        streamIds: fourth as string[],
      };
    case MessageType.StreamItem:
      return { type, invocationId, item: second };
    case MessageType.Completion:
      return { type, invocationId, result: third };
    case MessageType.CancelInvocation:
      return { type, invocationId };
    default:
      return { type: Number(type) };
  }
}
