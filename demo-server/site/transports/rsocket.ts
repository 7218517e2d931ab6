import { encodeFrame } from '../../wire/rsocket/encode.ts';
import type { Frame, Request } from '../../wire/rsocket/frame.ts';
import { named } from './client-name.ts';
import { keepOpen } from './reconnecting-socket.ts';
import { type FrameCarrier, RSocketClient } from './rsocket-client.ts';
import { errorLabel, nameOf, payloadOf } from './rsocket-frames.ts';
import { NewsStream, SayingChannel, valueIn } from './rsocket-streams.ts';
import type { SocketPen } from './socket-pen.ts';
import type { LaneOptions, Reception, Transport } from './transport.ts';
import { onWire } from './web-socket.ts';

/** RSocket 1.0 over a WebSocket: news on a stream with backpressure, words by any of the other models. */
export const rsocket: Transport = (topic, options, reception, signal) => {
  let conversation: Conversation | undefined;
  let last: number | undefined;
  keepOpen(
    named('/rsocket', reception),
    [],
    (socket, pen) => {
      const client = new RSocketClient(carrierOver(socket, pen, reception));
      const { demand, leases } = options();
      const news = new NewsStream(client, topic, demand, (message) => {
        last = message.id;
        reception.message(message);
      });
      socket.addEventListener('open', () => {
        client.begin(leases);
        news.begin(last);
        conversation = new Conversation(client, news, topic);
        reception.state({ kind: 'open' });
      });
      socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
        reception.payload(data.byteLength);
        client.receive(new Uint8Array(data));
      });
      socket.addEventListener('close', () => client.end());
    },
    reception,
    signal,
  );
  return {
    publish: (from, text) => conversation?.say({ from, text }, options().saying),
    request: (n) => conversation?.news.request(n),
    waiting: async () => {
      const newest = await conversation?.newest();
      return newest === undefined || last === undefined ? undefined : Math.max(0, newest - last);
    },
  };
};

/** What is said over one connection, besides the news. */
class Conversation {
  private channel: SayingChannel | undefined;

  constructor(
    private readonly client: RSocketClient,
    readonly news: NewsStream,
    private readonly topic: string,
  ) {}

  /** Says something by one of three models: answered, never answered, or on one channel. */
  say(news: object, by: LaneOptions['saying']): void {
    const route = `topics.${this.topic}.publish`;
    if (by === 'channel' && this.channel?.isOpen) this.channel.say(news);
    else if (by === 'channel') {
      this.channel = new SayingChannel(this.client, route);
      this.channel.begin(news);
    } else {
      const type = by === 'fire-and-forget' ? 'request-fnf' : 'request-response';
      this.once(type, route, news, () => undefined);
    }
  }

  /** Number of the topic's newest message, by a request and its response. */
  newest(): Promise<number | undefined> {
    return new Promise((resolve) => {
      this.once('request-response', `topics.${this.topic}.history`, { count: 0 }, (value) => {
        const cursor = typeof value === 'object' && value && 'cursor' in value && value.cursor;
        resolve(typeof cursor === 'number' ? cursor : undefined);
      });
    });
  }

  private once(
    type: 'request-response' | 'request-fnf',
    route: string,
    value: object,
    answered: (value: unknown) => void,
  ): void {
    const payload = payloadOf(value, route);
    const request = (streamId: number): Request => ({ type, streamId, follows: false, payload });
    this.client.ask(request, route, (frame, note) => {
      note(frame, frame.type === 'error' ? errorLabel(frame) : nameOf(frame));
      answered(valueIn(frame));
    });
  }
}

function carrierOver(socket: WebSocket, pen: SocketPen, reception: Reception): FrameCarrier {
  const cross =
    (direction: 'sent' | 'received') => (frame: Frame, label: string, credit?: number) => {
      const bytes = encodeFrame(frame);
      pen.message(direction, label, bytes.length, dataIn(frame), credit);
      return bytes;
    };
  const note = cross('received');
  return {
    note: (frame, label, credit) => {
      note(frame, label, credit);
      if (frame.type === 'error') reception.remark({ kind: 'refused', reason: errorLabel(frame) });
    },
    send: (frame, label, credit) => {
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.send(onWire(cross('sent')(frame, label, credit)));
    },
  };
}

/** Bytes of a frame that are what it is about. */
function dataIn(frame: Frame): number {
  return 'payload' in frame ? frame.payload.data.length : 0;
}
