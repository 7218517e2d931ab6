import { encodeFrame } from '../../wire/rsocket/encode.ts';
import type { Frame, Request } from '../../wire/rsocket/frame.ts';
import type { TopicMessage } from '../../wire/topic/message.ts';
import { named, randomName } from './client-name.ts';
import { keepOpen } from './reconnecting-socket.ts';
import type { FrameCarrier } from './rsocket-carrier.ts';
import { RSocketClient } from './rsocket-client.ts';
import { errorLabel, nameOf, payloadOf } from './rsocket-frames.ts';
import { NewsStream, SayingChannel, valueIn } from './rsocket-streams.ts';
import type { SocketPen } from './socket-pen.ts';
import type { LaneOptions, Reception, Transport } from './transport.ts';
import { onWire } from './web-socket.ts';

/** RSocket 1.0 over a WebSocket: news on a stream with backpressure, words by any of the other models. */
export const rsocket: Transport = (topic, options, reception, signal) => {
  let session: Session | undefined;
  let last: number | undefined;
  const hear = (message: TopicMessage) => {
    last = message.id;
    reception.message(message);
  };
  const opened = () => reception.state({ kind: 'open' });
  keepOpen(
    named('/rsocket', reception),
    [],
    (socket, pen) => {
      const carrier = carrierOver(socket, pen, reception);
      const { demand, leases, resumes } = options();
      const kept = session?.client.canResume ? session : undefined;
      const current = kept ?? new Session(new RSocketClient(carrier, opened), topic, demand, hear);
      session = current;
      socket.addEventListener('open', () => {
        if (kept) current.client.resume(carrier);
        else current.begin(leases, resumes, last);
      });
      socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
        reception.payload(data.byteLength);
        current.client.receive(new Uint8Array(data));
      });
      const farewell = () => current.client.sayFarewell();
      signal.addEventListener('abort', farewell);
      socket.addEventListener('close', () => {
        signal.removeEventListener('abort', farewell);
        current.client.end();
      });
    },
    reception,
    signal,
  );
  return {
    publish: (from, text) => session?.say({ from, text }, options().saying),
    request: (n) => session?.news.request(n),
    waiting: async () => {
      const newest = await session?.newest();
      return newest === undefined || last === undefined ? undefined : Math.max(0, newest - last);
    },
  };
};

/** The news on a stream, and what is said besides. */
class Session {
  readonly news: NewsStream;
  private channel: SayingChannel | undefined;

  constructor(
    readonly client: RSocketClient,
    private readonly topic: string,
    demand: LaneOptions['demand'],
    hear: (message: TopicMessage) => void,
  ) {
    this.news = new NewsStream(client, topic, demand, hear);
  }

  /** Begins with the news after the message numbered `last`, or from now. */
  begin(leases: boolean, resumes: boolean, last: number | undefined): void {
    this.client.begin(leases, resumes ? new TextEncoder().encode(randomName()) : undefined);
    this.news.begin(last);
  }

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
