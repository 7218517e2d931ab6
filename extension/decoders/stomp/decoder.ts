import type {
  ConnectionFacts,
  Decoder,
  DecoderInput,
  Direction,
  Recognition,
  Session,
  Unit,
} from '../contract.ts';
import { Conversation, type Note } from './conversation.ts';
import { type Frame, readFrame } from './frame.ts';
import { FrameLayer, foreignLayer, heartBeatLayer, summarize } from './frame-layer.ts';
import { type Cut, FrameStream } from './frame-stream.ts';
import { Negotiation } from './negotiation.ts';
import { looksLikeFrame } from './sniff.ts';

type FrameCut = Extract<Cut, { kind: 'frame' }>;

const CONTENT: Recognition = { by: 'content', reason: 'begins with the head of a STOMP frame' };

/** STOMP 1.0, 1.1 and 1.2. */
export const stomp: Decoder = {
  protocol: 'stomp',
  title: 'STOMP',
  specification: 'https://stomp.github.io/stomp-specification-1.2.html',
  versions: '1.0, 1.1, 1.2',
  recognisedBy: 'subprotocol, first frame',
  channels: 'subscriptions',
  claims: ({ protocol }) =>
    /^v1[012]\.stomp$|^stomp$/.test(protocol ?? '')
      ? { by: 'subprotocol', reason: `subprotocol ${protocol}` }
      : undefined,
  textStarts: 'ABCDEFGHIJKLMNOPQRSTU',
  sniffs: (payload) => (looksLikeFrame(payload) ? CONTENT : undefined),
  open: (facts) => new StompSession(facts),
};

class StompSession implements Session {
  readonly #streams: Readonly<Record<Direction, FrameStream>> = {
    sent: new FrameStream(),
    received: new FrameStream(),
  };
  readonly #last: Partial<Record<Direction, DecoderInput>> = {};
  readonly #negotiation: Negotiation;
  readonly #conversation = new Conversation();

  constructor(facts: ConnectionFacts) {
    this.#negotiation = new Negotiation(facts.protocol);
  }

  feed(input: DecoderInput): readonly Unit[] {
    this.#last[input.direction] = input;
    const cuts = this.#streams[input.direction].feed(input.message, input.payload.bytes);
    const [only] = cuts;
    if (only && cuts.length === 1) return [this.#unit(only, input)];
    return cuts.map((cut) => this.#unit(cut, input));
  }

  end(): readonly Unit[] {
    return Object.values(this.#last).flatMap((input) =>
      this.#streams[input.direction].end().map((cut) => this.#unit(cut, input)),
    );
  }

  #unit(cut: Cut, { direction, time }: DecoderInput): Unit {
    const { sources } = cut;
    switch (cut.kind) {
      case 'heart-beat': {
        const layer = heartBeatLayer(cut.bytes);
        return { sources, direction, time, layer, isHeartbeat: true };
      }
      case 'foreign': {
        const layer = foreignLayer(cut.bytes, cut.problem);
        return { sources, direction, time, layer, isForeign: true };
      }
      case 'frame':
        return this.#frame(cut, direction, time);
      default:
        return cut satisfies never;
    }
  }

  #frame(cut: FrameCut, direction: Direction, time: number): Unit {
    this.#learn(cut);
    const { version } = this.#negotiation;
    const { sources, bytes, layout, problems: failures } = cut;
    const frame = readFrame(bytes, layout, version);
    const summary = summarize(frame);
    const meaning = this.#conversation.follow(frame, summary, time);
    const { channel, note = this.#agreement(frame) } = meaning;
    const memory = { bodyEnd: layout.bodyEnd, version, note, failures };
    const layer = new FrameLayer(bytes, frame, summary, memory);
    return {
      sources,
      direction,
      time,
      layer,
      channel,
      isHeartbeat: undefined,
      isForeign: undefined,
    };
  }

  #agreement(frame: Frame): Note | undefined {
    if (frame.command !== 'CONNECTED') return undefined;
    return { header: 'heart-beat', text: this.#negotiation.heartBeatNote(frame) };
  }

  /** Frames that settle the version are read by the version they settle. */
  #learn({ bytes, layout }: FrameCut): void {
    const { command } = layout;
    if (command !== 'CONNECT' && command !== 'STOMP' && command !== 'CONNECTED') return;
    this.#negotiation.learn(readFrame(bytes, layout, '1.0'));
  }
}
