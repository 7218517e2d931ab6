import { decodeBase64 } from '../bytes/base64.ts';
import type { CaptureEvent, ConnectionChange, Content } from '../contract/capture.ts';
import type {
  Body,
  ConnectingEvent,
  MessageEvent,
  PageEvent,
  PayloadEvent,
} from '../contract/events.ts';
import type { CheckedBatch } from '../contract/guard.ts';
import { type Tracked, track } from './tracked.ts';

/** What the page witness needs of the rest of capture. */
export interface PageWitnessContext {
  readonly emit: (event: CaptureEvent) => void;
  readonly nextId: () => string;
  /** A connection of the page began: an entry of the browser's log may belong to it. */
  readonly onConnecting: (tracked: Tracked) => void;
  /** A server-sent event that the page heard, for the browser's log to be compared with. */
  readonly onEvent: (tracked: Tracked, event: MessageEvent) => void;
}

/**
 * One document's taps as a witness: turns their events into the stream of capture. What makes no
 * sense (an unknown connection, a message out of order) is refused and counted: a page may forge.
 */
export class PageWitness {
  /** Those that may still change; an ended one is forgotten as soon as nothing of it is pending. */
  readonly #connections = new Map<number, Tracked>();
  #lastConnection = 0;
  readonly #frame: string;
  readonly #context: PageWitnessContext;
  /** Running number of the next event: a gap before it is loss. */
  next = 0;

  constructor(frame: string, context: PageWitnessContext) {
    this.#frame = frame;
    this.#context = context;
  }

  /** Takes one batch, as the guard let it through. */
  take(batch: CheckedBatch): void {
    if (batch.first < this.next) {
      this.#lose('refused', batch.next - batch.first);
      return;
    }
    if (batch.first > this.next) this.#lose('missing', batch.first - this.next);
    if (batch.refused > 0) this.#lose('refused', batch.refused);
    this.next = batch.next;
    for (const event of batch.events) {
      if (!this.#takeOne(event)) this.#lose('refused', 1);
    }
  }

  /** The document is gone, or frozen to come back: what was open in it is over. */
  leave(time: number): void {
    for (const tracked of this.#connections.values()) {
      if (tracked.ended) continue;
      this.#end(tracked, { state: 'aborted', closedAt: time, error: 'The page was left' });
    }
  }

  #takeOne(event: PageEvent): boolean {
    if (event.kind === 'dropped') {
      this.#lose('dropped', event.count);
      return true;
    }
    if (event.kind === 'connecting') return this.#connecting(event);
    const tracked = this.#connections.get(event.connection);
    if (!tracked || !this.#goOn(tracked, event)) return false;
    // A page may go on sending into a closed socket; those messages are known to be discarded.
    const mayGoOn = tracked.pending > 0 || tracked.transport === 'websocket';
    if (tracked.toldEnd && !mayGoOn) this.#connections.delete(event.connection);
    return true;
  }

  #connecting(event: ConnectingEvent): boolean {
    if (event.connection <= this.#lastConnection) return false;
    this.#lastConnection = event.connection;
    const { transport, url, method, protocols, headers, time: openedAt } = event;
    const id = this.#context.nextId();
    const tracked = track({ id, transport, url, openedAt, ...(method && { method }) });
    this.#connections.set(event.connection, tracked);
    this.#context.emit({
      kind: 'seen',
      connection: id,
      transport,
      url,
      openedAt,
      witness: 'page',
      frame: this.#frame,
      ...(method !== undefined && { method }),
      ...(protocols && { protocols }),
    });
    if (headers) this.#change(tracked, { requestHeaders: headers });
    this.#context.onConnecting(tracked);
    return true;
  }

  #goOn(tracked: Tracked, event: Exclude<PageEvent, { kind: 'connecting' | 'dropped' }>): boolean {
    switch (event.kind) {
      case 'opened':
        this.#opened(tracked, event);
        return true;
      case 'message':
        return this.#message(tracked, event);
      case 'payload':
        return this.#payload(tracked, event);
      case 'reconnecting':
        this.#change(tracked, { state: 'connecting', attempt: event.attempt });
        return true;
      case 'closing':
        this.#change(tracked, { closedByPage: true });
        return true;
      case 'closed':
        this.#closed(tracked, event);
        return true;
      default:
        return event satisfies never;
    }
  }

  #opened(tracked: Tracked, event: Extract<PageEvent, { kind: 'opened' }>): void {
    const { time: respondedAt, protocol, extensions, status, statusText, headers, url } = event;
    tracked.head = headers;
    this.#change(tracked, {
      state: 'open',
      respondedAt,
      ...(protocol !== undefined && { protocol }),
      ...(extensions !== undefined && { extensions }),
      ...(url !== undefined && { finalUrl: url }),
      ...(!tracked.hasLoggedHead && {
        ...(status !== undefined && { status }),
        ...(statusText !== undefined && { statusText }),
        ...(headers && { responseHeaders: headers }),
      }),
    });
  }

  #message(tracked: Tracked, event: MessageEvent): boolean {
    const isBody = event.type === 'response' || event.type === 'chunk';
    // Its place is taken by what the log brought.
    if (isBody && tracked.bodyFrom === 'browser') return true;
    if (event.index < tracked.nextPosition) return false;
    tracked.nextPosition = event.index + 1;
    const content = contentOf(event);
    if (isBody) {
      tracked.bodyFrom = 'page';
      tracked.bodySize += event.size;
    }
    if (content.kind === 'pending') tracked.pending += 1;
    if (content.kind === 'missing') tracked.missing.set(event.index, event.type);
    this.#context.emit({
      kind: 'message',
      connection: tracked.id,
      position: event.index,
      time: event.time,
      direction: event.direction,
      type: event.type,
      size: event.size,
      content,
      ...(event.event && { event: event.event }),
      ...(event.truncated && { truncated: true }),
      ...(event.discarded && { discarded: true }),
    });
    if (event.type === 'event') this.#context.onEvent(tracked, event);
    return true;
  }

  #payload(tracked: Tracked, event: PayloadEvent): boolean {
    if (event.index >= tracked.nextPosition || tracked.pending === 0) return false;
    tracked.pending -= 1;
    const content = contentOf(event);
    this.#context.emit({
      kind: 'payload',
      connection: tracked.id,
      position: event.index,
      size: event.size,
      content,
      ...(event.truncated && { truncated: true }),
    });
    return true;
  }

  #closed(tracked: Tracked, event: Extract<PageEvent, { kind: 'closed' }>): void {
    tracked.toldEnd = true;
    // The log was first, where the page reads a body long after it came.
    if (tracked.ended) return;
    const { state, time: closedAt, close } = event;
    const error = tracked.loggedError ?? event.error;
    this.#end(tracked, { state, closedAt, ...(close && { close }), ...(error && { error }) });
  }

  #end(tracked: Tracked, change: ConnectionChange): void {
    tracked.ended = true;
    this.#change(tracked, change);
  }

  #change(tracked: Tracked, change: ConnectionChange): void {
    this.#context.emit({ kind: 'changed', connection: tracked.id, change });
  }

  #lose(reason: 'dropped' | 'missing' | 'refused', count: number): void {
    this.#context.emit({ kind: 'loss', reason, count });
  }
}

function contentOf(body: Body): Content {
  if ('text' in body) return { kind: 'text', text: body.text };
  if ('base64' in body) {
    const bytes = decodeBase64(body.base64);
    return bytes ? { kind: 'binary', bytes } : { kind: 'missing', reason: 'garbled on the way' };
  }
  if ('missing' in body) return { kind: 'missing', reason: body.missing };
  return { kind: 'pending' };
}
