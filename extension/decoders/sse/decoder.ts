import { JoinedBytes } from '../../bytes/joined-bytes.ts';
import { LIMITS } from '../../contract/limits.ts';
import type {
  Decoder,
  DecoderInput,
  EventFacts,
  Problem,
  Recognition,
  Session,
  Unit,
} from '../contract.ts';
import { type Subscription, subscriptionOf } from '../mercure-hub.ts';
import { readBlock } from './block.ts';
import { BlockScanner, type FoundBlock } from './block-scanner.ts';
import { Channels } from './channels.ts';
import { BlockLayer, ParsedLayer } from './layers.ts';
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
  claims({ transport, mime, url }) {
    const isStream = mime === 'text/event-stream';
    if (!isStream && transport !== 'eventsource') return undefined;
    const recognition = isStream ? MIME : EVENT_SOURCE;
    const hub = subscriptionOf(url);
    return hub
      ? { ...recognition, reason: `${recognition.reason}; ${hubPhrase(hub)}` }
      : recognition;
  },
  textStarts: 'deir:',
  sniffs: (payload) => (looksLikeEventStream(payload) ? CONTENT : undefined),
  open: ({ url }) => new SseSession(subscriptionOf(url)),
};

/** `a Mercure hub, after urn:uuid:1` */
function hubPhrase({ lastEventId }: Subscription): string {
  return lastEventId === undefined
    ? 'a Mercure hub'
    : `a Mercure hub, after ${lastEventId.slice(0, 80)}`;
}

class SseSession implements Session {
  readonly #pending = new JoinedBytes();
  readonly #scanner = new BlockScanner();
  readonly #channels: Channels;
  #lastId = '';
  #last: DecoderInput | undefined;

  constructor(subscription: Subscription | undefined) {
    this.#channels = new Channels(subscription);
  }

  feed(input: DecoderInput): readonly Unit[] {
    if (input.event) return [this.#parsed(input, input.event)];
    this.#last = input;
    this.#pending.append(input.message, input.payload.bytes);
    const units = this.#blocks(input, false);
    if (!input.isPart) return [...units, ...this.end()];
    if (this.#pending.length <= LIMITS.decoderPending) return units;
    return [...units, this.#rest(input, TOO_LONG)];
  }

  end(): readonly Unit[] {
    const input = this.#last;
    if (!input) return [];
    const units = this.#blocks(input, true);
    return this.#pending.length === 0 ? units : [...units, this.#rest(input, INCOMPLETE)];
  }

  #parsed(input: DecoderInput, event: EventFacts): Unit {
    const { message, payload, direction, time } = input;
    const length = payload.byteLength;
    return {
      sources: [{ message, range: [0, length] }],
      direction,
      time,
      layer: new ParsedLayer(payload, length, event),
      channel: this.#channels.of(event.type, payload),
      isHeartbeat: undefined,
      isForeign: undefined,
    };
  }

  #blocks(input: DecoderInput, isFinal: boolean): readonly Unit[] {
    let units: Unit[] | undefined;
    while (this.#pending.length > 0) {
      const found = this.#scanner.next(this.#pending.bytes, isFinal);
      if (!found) break;
      const unit = this.#block(input, found, undefined);
      if (units) units.push(unit);
      else units = [unit];
    }
    return units ?? NONE;
  }

  #rest(input: DecoderInput, failure: Problem): Unit {
    return this.#block(input, this.#scanner.rest(this.#pending.bytes), failure);
  }

  #block(input: DecoderInput, found: FoundBlock, failure: Problem | undefined): Unit {
    const { bytes, sources } = this.#pending.take(found.length);
    const block = readBlock(bytes, found.lines);
    const { isComment, isForeign, type, id } = block;
    // A block that the stream's end cuts off is never dispatched, and commits no id.
    if (!failure) this.#lastId = id ?? this.#lastId;
    const layer = new BlockLayer(
      bytes,
      block,
      this.#lastId,
      failure && !isComment ? [failure] : NONE,
    );
    const hasData = block.data.length > 0;
    return {
      sources,
      direction: input.direction,
      time: input.time,
      layer,
      channel: hasData ? this.#channels.of(type, layer.inner?.payload) : undefined,
      isHeartbeat: isComment || undefined,
      isForeign: isForeign || undefined,
    };
  }
}

const NONE: readonly never[] = [];

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
