import type { Request } from '../../wire/rsocket/frame.ts';
import type { TopicMessage } from '../../wire/topic/message.ts';
import { messageIn, parsed } from './reading.ts';
import type { Listener, StreamFrame } from './rsocket-carrier.ts';
import type { RSocketClient } from './rsocket-client.ts';
import { Demand, WINDOW } from './rsocket-demand.ts';
import { errorLabel, nameOf, payloadOf } from './rsocket-frames.ts';
import type { LaneOptions } from './transport.ts';

const whole = { follows: false } as const;

/** REQUEST_STREAM: the messages of a topic, as many as were asked for. */
export class NewsStream {
  private readonly demand: Demand;
  private streamId: number | undefined;

  constructor(
    private readonly client: RSocketClient,
    private readonly topic: string,
    by: LaneOptions['demand'],
    private readonly hear: (message: TopicMessage) => void,
  ) {
    this.demand = new Demand(by);
  }

  /** From after the message numbered `cursor`, or from now. */
  begin(cursor: number | undefined): void {
    const route = `topics.${this.topic}.messages`;
    const payload = payloadOf(cursor === undefined ? {} : { cursor }, route);
    const { initial: initialN } = this.demand;
    const request = (streamId: number): Request => ({
      ...{ type: 'request-stream', ...whole, streamId, initialN, payload },
    });
    this.client.ask(
      request,
      route,
      (frame, note) => this.take(frame, note),
      (streamId) => {
        this.streamId = streamId;
      },
    );
  }

  /** Lets so many messages more come. */
  request(n: number): void {
    const { streamId, demand } = this;
    if (streamId === undefined) return;
    demand.request(n);
    this.client.send({ type: 'request-n', streamId, n }, `REQUEST_N ${n}`, demand.credit);
  }

  private take(frame: StreamFrame, note: Parameters<Listener>[1]): void {
    if (frame.type !== 'payload') {
      note(frame, frame.type === 'error' ? errorLabel(frame) : nameOf(frame));
      if (frame.type === 'error') this.streamId = undefined;
      return;
    }
    const message = messageIn(textIn(frame));
    const due = this.demand.taken();
    note(frame, `PAYLOAD ${message?.id ?? ''}`.trim(), this.demand.credit);
    if (message) this.hear(message);
    if (due > 0) this.request(due);
  }
}

/** REQUEST_CHANNEL: the client's payloads one way, their acknowledgements the other, credit both ways. */
export class SayingChannel {
  /** The server ends it with an error when it does not do what was said. */
  isOpen = true;
  private readonly demand = new Demand('window');
  private readonly unsent: object[] = [];
  private streamId: number | undefined;
  private granted = 0;

  constructor(
    private readonly client: RSocketClient,
    private readonly route: string,
  ) {}

  /** Says it as soon as the server has asked for it; the first thing said opens the channel. */
  begin(first: object): void {
    const payload = payloadOf(first, this.route);
    const about = { ...whole, initialN: WINDOW, complete: false, payload };
    const request = (streamId: number): Request => ({
      ...{ type: 'request-channel', streamId, ...about },
    });
    const started = (streamId: number) => {
      this.streamId = streamId;
    };
    this.client.ask(request, this.route, (frame, note) => this.take(frame, note), started);
  }

  say(value: object): void {
    this.unsent.push(value);
    this.sayDue();
  }

  private take(frame: StreamFrame, note: Parameters<Listener>[1]): void {
    if (frame.type === 'request-n') this.granted += frame.n;
    if (frame.type === 'request-n') note(frame, `REQUEST_N ${frame.n}`);
    else if (frame.type === 'error') {
      this.isOpen = false;
      note(frame, errorLabel(frame));
    } else this.acknowledged(frame, note);
    this.sayDue();
  }

  private acknowledged(frame: StreamFrame, note: Parameters<Listener>[1]): void {
    const due = this.demand.taken();
    note(frame, `PAYLOAD ${frame.type === 'payload' ? textIn(frame) : ''}`);
    const { streamId } = this;
    if (due === 0 || streamId === undefined) return;
    this.demand.request(due);
    this.client.send({ type: 'request-n', streamId, n: due }, `REQUEST_N ${due}`);
  }

  private sayDue(): void {
    const { streamId } = this;
    while (streamId !== undefined && this.granted > 0) {
      const value = this.unsent.shift();
      if (value === undefined) return;
      this.granted -= 1;
      const about = { ...whole, complete: false, next: true, payload: payloadOf(value) };
      this.client.send({ type: 'payload', streamId, ...about }, 'PAYLOAD');
    }
  }
}

/** The JSON of an answer. */
export function valueIn(frame: StreamFrame): unknown {
  return frame.type === 'payload' ? parsed(textIn(frame)) : undefined;
}

function textIn({ payload }: Extract<StreamFrame, { type: 'payload' }>): string {
  return new TextDecoder().decode(payload.data);
}
