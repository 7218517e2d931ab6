import { JoinedBytes } from '../../bytes/joined-bytes.ts';
import { LIMITS } from '../../contract/limits.ts';
import type {
  ChannelName,
  Decoder,
  DecoderInput,
  EventFacts,
  Problem,
  Recognition,
  Session,
  Unit,
} from '../contract.ts';
import { type Block, isForeignBlock, readBlock } from './block.ts';
import { BlockScanner } from './block-scanner.ts';
import { BlockLayer, parsedLayer } from './layers.ts';
import { looksLikeEventStream } from './sniff.ts';

const MIME: Recognition = { by: 'mime', reason: 'MIME type text/event-stream' };
const EVENT_SOURCE: Recognition = { by: 'mime', reason: 'EventSource reads nothing else' };
const CONTENT: Recognition = { by: 'content', reason: 'begins with lines of an event stream' };

/** Server-sent events: parsed by the browser, or the bytes of a stream that fetch or XHR reads. */
export const sse: Decoder = {
  protocol: 'sse',
  title: 'SSE',
  specification: 'https://html.spec.whatwg.org/multipage/server-sent-events.html',
  versions: 'also in fetch and XHR streams',
  recognisedBy: 'MIME type, EventSource, first bytes',
  channels: 'event types',
  claims({ transport, mime }) {
    if (mime === 'text/event-stream') return MIME;
    return transport === 'eventsource' ? EVENT_SOURCE : undefined;
  },
  textStarts: 'deir:',
  sniffs: (payload) => (looksLikeEventStream(payload) ? CONTENT : undefined),
  open: () => new SseSession(),
};

class SseSession implements Session {
  readonly #pending = new JoinedBytes();
  readonly #scanner = new BlockScanner();
  readonly #channels = new Map<string, ChannelName>();
  #lastId = '';
  #last: DecoderInput | undefined;

  feed(input: DecoderInput): readonly Unit[] {
    if (input.event) return [this.#parsed(input, input.event)];
    this.#last = input;
    this.#pending.append(input.message, input.payload.bytes);
    const units = this.#blocks(input, false);
    if (!input.isPart) return [...units, ...this.end()];
    if (this.#pending.length <= LIMITS.decoderPending) return units;
    return [...units, this.#block(input, this.#pending.length, [TOO_LONG])];
  }

  end(): readonly Unit[] {
    const input = this.#last;
    if (!input) return [];
    const units = this.#blocks(input, true);
    const rest = this.#pending.length;
    return rest === 0 ? units : [...units, this.#block(input, rest, [INCOMPLETE])];
  }

  #parsed(input: DecoderInput, event: EventFacts): Unit {
    return {
      sources: [{ message: input.message, range: [0, input.payload.byteLength] }],
      direction: input.direction,
      time: input.time,
      layer: parsedLayer(input.payload, event),
      channel: this.#channel(event.type),
    };
  }

  #blocks(input: DecoderInput, isFinal: boolean): readonly Unit[] {
    const units: Unit[] = [];
    for (;;) {
      const length = this.#scanner.next(this.#pending.bytes, isFinal);
      if (length === undefined) return units;
      units.push(this.#block(input, length, []));
    }
  }

  #block(input: DecoderInput, length: number, failures: readonly Problem[]): Unit {
    if (failures.length > 0) this.#scanner.reset();
    const { bytes, sources } = this.#pending.take(length);
    const block = readBlock(bytes);
    const isComment = block.lines.every((line) => line.name === '');
    // A block that the stream's end cuts off is never dispatched, and commits no id.
    if (failures.length === 0) this.#lastId = block.id ?? this.#lastId;
    return {
      sources,
      direction: input.direction,
      time: input.time,
      layer: new BlockLayer(bytes, block, this.#lastId, isComment ? [] : failures),
      ...this.#channelOf(block),
      ...(isComment && { isHeartbeat: true }),
      ...(isForeignBlock(block) && { isForeign: true }),
    };
  }

  #channelOf(block: Block): { readonly channel?: ChannelName } {
    return block.data === undefined ? {} : { channel: this.#channel(block.type) };
  }

  #channel(type: string): ChannelName {
    const known = this.#channels.get(type);
    if (known) return known;
    const channel: ChannelName = { id: type, name: type, type: 'sse-event-type' };
    this.#channels.set(type, channel);
    return channel;
  }
}

const INCOMPLETE: Problem = {
  kind: 'incomplete',
  offset: 0,
  reason: 'The stream ended before the blank line, so this is never dispatched.',
};

const TOO_LONG: Problem = {
  kind: 'too-long',
  offset: 0,
  reason: `No blank line came within ${LIMITS.decoderPending} bytes.`,
};
