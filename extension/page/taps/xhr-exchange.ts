import { withoutFragment } from '../address.ts';
import type { Connection } from '../connection.ts';
import { endOf } from '../failure.ts';
import { headersOfLines } from '../headers.ts';
import { append, now, text } from '../natives.ts';
import { type Payload, payloadOf } from '../payload.ts';
import type { Reporter } from '../reporter.ts';
import { requestBody } from '../request-body.ts';
import type { XhrNatives } from './xhr-natives.ts';

/** A text body that takes longer than this is reported as it grows, in milliseconds. */
const LONG = 1000;
const STREAMS = ['event-stream', 'ndjson', 'jsonl', 'json-stream', 'json-seq'] as const;

/** One request made with an XMLHttpRequest object, from `open()` on. */
export class XhrExchange {
  readonly #natives: XhrNatives;
  readonly #xhr: unknown;
  readonly #method: string | undefined;
  readonly #url: string;
  readonly #headers: (readonly [string, string])[] = [];
  #connection: Connection | undefined;
  /** Epoch milliseconds; 0 before the response head. */
  #respondedAt = 0;
  #isStream = false;
  /** UTF-16 units of the response text reported so far. */
  #reported = 0;
  /** Bytes received, as the last progress event counted them. */
  #loaded = 0;

  constructor(natives: XhrNatives, xhr: unknown, method: string | undefined, url: string) {
    this.#natives = natives;
    this.#xhr = xhr;
    this.#method = method;
    this.#url = url;
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
    this.#isStream = isStreamed(text.toLowerCase(lines));
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

  /** Reports what has come of a text body, before it can no longer be had. */
  save(): void {
    if (this.#respondedAt !== 0 && this.#isText) this.#chunk();
  }

  /** The body is complete. */
  finish(): void {
    const connection = this.#connection;
    if (connection === undefined || connection.isOver) return;
    this.head();
    if (this.#reported > 0) this.#chunk();
    else connection.message({ direction: 'received', type: 'response' }, this.#body());
    connection.closed('closed');
  }

  end(state: 'aborted' | 'failed', error?: string): void {
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

  #chunk(): void {
    const whole = this.#natives.responseText(this.#xhr);
    if (this.#connection?.isOver !== false || whole.length <= this.#reported) return;
    const grown = text.slice(whole, this.#reported);
    this.#reported = whole.length;
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

/** Whether header lines in lower case declare a body that is read piece by piece. */
function isStreamed(lines: string): boolean {
  const start = text.indexOf(lines, 'content-type:');
  if (start === -1) return false;
  const end = text.indexOf(lines, '\r\n', start);
  const type = text.slice(lines, start, end === -1 ? lines.length : end);
  for (let at = 0; at < STREAMS.length; at++) {
    if (text.indexOf(type, STREAMS[at] ?? '') !== -1) return true;
  }
  return false;
}
