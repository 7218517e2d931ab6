/**
 * Encoder of `text/event-stream` (WHATWG HTML §9.2.5), written from the specification.
 * A field's value may not hold a line break; data is split into one field per line.
 */

export interface ServerSentEvent {
  /** Text; its line breaks (CR LF, LF, CR) reach the page as LF. */
  readonly data: string;
  /** Left out: the browser dispatches `message`. */
  readonly type?: string;
  readonly id?: string;
}

const LINE_BREAK = /\r\n|\n|\r/;

/** One event with its closing blank line. */
export function encodeEvent(event: ServerSentEvent): string {
  const fields = dataLines(event.data).map((line) => field('data', line));
  if (event.id !== undefined) fields.unshift(field('id', event.id));
  if (event.type !== undefined) fields.unshift(field('event', event.type));
  return `${fields.join('')}\n`;
}

/** A comment: keeps proxies from giving the stream up, and is never dispatched. */
export function encodeComment(text: string): string {
  return `${dataLines(text)
    .map((line) => `: ${line}\n`)
    .join('')}\n`;
}

/** How long the browser shall wait before it reconnects, in milliseconds. */
export function encodeRetry(milliseconds: number): string {
  return `${field('retry', String(milliseconds))}\n`;
}

/** The data as `MessageEvent.data` will hold it. */
export function dispatchedData(data: string): string {
  return dataLines(data).join('\n');
}

function dataLines(text: string): string[] {
  return text.split(LINE_BREAK);
}

function field(name: string, value: string): string {
  // A NUL makes browsers ignore an id, and a line break would begin another field.
  const safe = value.replaceAll(name === 'id' ? /[\r\n\0]/g : /[\r\n]/g, ' ');
  // One space after the colon is dropped by the reader, so a value may begin with spaces.
  return `${name}: ${safe}\n`;
}
