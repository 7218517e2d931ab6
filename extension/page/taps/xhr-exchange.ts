import { withoutFragment } from '../address.ts';
import type { Connection } from '../connection.ts';
import { endOf } from '../failure.ts';
import { headersOfLines } from '../headers.ts';
import { append, type Group, now, text } from '../natives.ts';
import { type Payload, payloadOf } from '../payload.ts';
import type { Reporter } from '../reporter.ts';
import { requestBody } from '../request-body.ts';
import { GrowingText } from './growing-text.ts';
import { isStreamed } from './streamed.ts';
import type { XhrNatives } from './xhr-natives.ts';

/** A text body that takes longer than this is reported as it grows, in milliseconds. */
const LONG = 1000;

/** The requests on their way: what came of them is saved when their document goes. */
export type Running = Group<XhrExchange>;

/** One request made with an XMLHttpRequest object, from `open()` on. */
export class XhrExchange {
  readonly #natives: XhrNatives;
  readonly #xhr: unknown;
  readonly #method: string | undefined;
  readonly #url: string;
  readonly #running: Running;
  readonly #text: GrowingText;
  readonly #headers: (readonly [string, string])[] = [];
  #connection: Connection | undefined;
  /** Epoch milliseconds; 0 before the response head. */
  #respondedAt = 0;
  #isStream = false;
  /** Bytes received, as the last progress event counted them. */
  #loaded = 0;

  constructor(
    natives: XhrNatives,
    xhr: unknown,
    method: string | undefined,
    url: string,
    running: Running,
  ) {
    this.#natives = natives;
    this.#xhr = xhr;
    this.#method = method;
    this.#url = url;
    this.#running = running;
    this.#text = new GrowingText(natives, xhr);
  }

  get isSent(): boolean {
    return this.#connection !== undefined;
  }

  header(name: unknown, value: unknown): void {
    if (typeof name !== 'string' || (typeof value !== 'string' && typeof value !== 'number'))
      return;
    append(this.#headers, [text.toLowerCase(name), `${value}`]);
  }

  begin(reporter: Reporter, body: unknown): void {
    const method = this.#method;
    this.#connection = reporter.connect({
      transport: 'xhr',
      url: this.#url,
      ...(method !== undefined && { method }),
      headers: this.#headers,
    });
    this.#running.add(this);
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const payload = hasBody ? requestBody(body) : undefined;
    if (payload === undefined) return;
    this.#connection.message({ direction: 'sent', type: 'request' }, payload);
  }

  head(): void {
    if (this.#connection === undefined || this.#respondedAt !== 0) return;
    this.#respondedAt = now();
    const lines = this.#natives.headerLines(this.#xhr);
    const url = this.#natives.responseURL(this.#xhr);
    this.#isStream = isStreamed(lines);
    this.#connection.opened({
      status: this.#natives.status(this.#xhr),
      statusText: this.#natives.statusText(this.#xhr),
      headers: headersOfLines(lines),
      ...(url !== '' && url !== withoutFragment(this.#url) && { url }),
    });
  }

  progress(loaded: number): void {
    this.#loaded = loaded;
    this.grow();
  }

  /** Reports what a text body has grown by, if it is a stream or takes long. */
  grow(): void {
    if (this.#respondedAt === 0 || !this.#isText) return;
    if (this.#isStream || now() - this.#respondedAt > LONG) this.#chunk();
  }

  /** The page read a text body, as far as it had come. */
  saw(read: string): void {
    if (this.#connection?.isOver === false) this.#text.saw(read);
  }

  /** Reports what has come of a text body, before it can no longer be had. */
  save(): void {
    if (this.#respondedAt !== 0 && this.#isText) this.#chunk();
  }

  /** The body is complete. */
  finish(): void {
    const connection = this.#connection;
    if (connection === undefined || connection.isOver) return;
    this.#leave();
    this.head();
    if (this.#text.isTaken) this.#chunk();
    else connection.message({ direction: 'received', type: 'response' }, this.#body());
    connection.closed('closed');
  }

  end(state: 'aborted' | 'failed', error?: string): void {
    this.save();
    this.#leave();
    this.#connection?.closed(state, error === undefined ? {} : { error });
  }

  /** `send()` threw: a synchronous request failed. */
  fail(reason: unknown): void {
    const { state, error } = endOf(reason, undefined);
    this.end(state, error);
  }

  get #isText(): boolean {
    const type = this.#natives.responseType(this.#xhr);
    return type === '' || type === 'text';
  }

  #leave(): void {
    this.#running.delete(this);
    this.#text.forget();
  }

  #chunk(): void {
    if (this.#connection?.isOver !== false) return;
    const grown = this.#text.take();
    if (grown === '') return;
    this.#connection.message(
      { direction: 'received', type: 'chunk' },
      { kind: 'text', text: grown },
    );
  }

  #body(): Payload {
    if (this.#isText) return { kind: 'text', text: this.#natives.responseText(this.#xhr) };
    const type = this.#natives.responseType(this.#xhr);
    // The browser parses these, and the text they came from is out of reach.
    const missing = {
      kind: 'missing',
      reason: `responseType ${type}`,
      size: this.#loaded,
    } as const;
    if (type === 'json' || type === 'document') return missing;
    return payloadOf(this.#natives.response(this.#xhr)) ?? missing;
  }
}
