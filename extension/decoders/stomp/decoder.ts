import type {
  ConnectionFacts,
  Decoder,
  DecoderInput,
  Direction,
  Recognition,
  Session,
  Unit,
} from '../contract.ts';
import { Conversation } from './conversation.ts';
import { readFrame } from './frame.ts';
import { foreignLayer, frameLayer, heartBeatLayer, summarize } from './frame-layer.ts';
import { type Cut, FrameStream } from './frame-stream.ts';
import { Negotiation } from './negotiation.ts';
import { looksLikeFrame } from './sniff.ts';

const CONTENT: Recognition = { by: 'content', reason: 'begins with the head of a STOMP frame' };

/** STOMP 1.0, 1.1 and 1.2. */
export const stomp: Decoder = {
  protocol: 'stomp',
  title: 'STOMP',
  specification: 'https://stomp.github.io/stomp-specification-1.2.html',
  claims: ({ protocol }) =>
    /^v1[012]\.stomp$|^stomp$/.test(protocol ?? '')
      ? { by: 'subprotocol', reason: `subprotocol ${protocol}` }
      : undefined,
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
    return cuts.map((cut) => this.#unit(cut, input));
  }

  end(): readonly Unit[] {
    return Object.values(this.#last).flatMap((input) =>
      this.#streams[input.direction].end().map((cut) => this.#unit(cut, input)),
    );
  }

  #unit(cut: Cut, { direction, time }: DecoderInput): Unit {
    const about = { sources: cut.sources, direction, time };
    switch (cut.kind) {
      case 'heart-beat':
        return { ...about, layer: heartBeatLayer(cut.bytes), isHeartbeat: true };
      case 'foreign':
        return { ...about, layer: foreignLayer(cut.bytes, cut.problem), isForeign: true };
      case 'frame':
        return { ...about, ...this.#frame(cut, time) };
      default:
        return cut satisfies never;
    }
  }

  #frame(cut: Extract<Cut, { kind: 'frame' }>, time: number): Pick<Unit, 'layer' | 'channel'> {
    this.#learn(cut);
    const frame = readFrame(cut.bytes, cut.layout, this.#negotiation.version);
    const summary = summarize(frame);
    const { channel, note } = this.#conversation.follow(frame, summary, time);
    const notes = new Map(note && [[note.header, note.text]]);
    if (frame.command === 'CONNECTED')
      notes.set('heart-beat', this.#negotiation.heartBeatNote(frame));
    const layer = frameLayer(cut.bytes, frame, summary, notes, cut.problems);
    return channel ? { layer, channel } : { layer };
  }

  /** Frames that settle the version are read by the version they settle. */
  #learn({ bytes, layout }: Extract<Cut, { kind: 'frame' }>): void {
    const { command } = layout;
    if (command !== 'CONNECT' && command !== 'STOMP' && command !== 'CONNECTED') return;
    this.#negotiation.learn(readFrame(bytes, layout, '1.0'));
  }
}
