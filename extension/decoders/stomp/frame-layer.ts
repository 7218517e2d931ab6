import { Payload } from '../../bytes/payload.ts';
import { oneLine } from '../../bytes/shorten.ts';
import type { Field, Inner, Layer, Problem } from '../contract.ts';
import { checkFrame } from './checks.ts';
import { COMMANDS, type Version } from './commands.ts';
import type { Note } from './conversation.ts';
import { type Frame, type Header, headerOf } from './frame.ts';
import type { Layout } from './head-scanner.ts';

/** `MESSAGE /topic/room1`: the command with what it is about. */
export function summarize(frame: Pick<Frame, 'command' | 'headers'>): string {
  const { command } = frame;
  const subject = COMMANDS.get(command)?.subject;
  const about = subject === undefined ? undefined : headerOf(frame, subject);
  const fallback = about ?? headerOf(frame, 'id') ?? headerOf(frame, 'receipt');
  return fallback === undefined ? command : oneLine(`${command} ${fallback}`);
}

/** What a frame's layer is made of. */
export interface FrameParts {
  readonly bytes: Uint8Array;
  readonly layout: Layout;
  readonly frame: Frame;
  readonly version: Version;
  readonly summary: string;
  /** What its header refers to, or what it comes to. */
  readonly note: Note | undefined;
  /** Why it did not end as frames do. */
  readonly failures: readonly Problem[];
}

/** One frame. */
export class FrameLayer implements Layer {
  readonly protocol = 'stomp';
  readonly summary: string;
  readonly payload: Payload;
  readonly inner?: Inner;
  readonly #parts: FrameParts;
  #problems: readonly Problem[] | undefined;

  constructor(parts: FrameParts) {
    this.summary = parts.summary;
    this.payload = Payload.ofBytes(parts.bytes);
    this.#parts = parts;
    const inner = innerBody(parts.bytes, parts.frame);
    if (inner) this.inner = inner;
  }

  get problems(): readonly Problem[] {
    this.#problems ??= this.#check();
    return this.#problems;
  }

  fields(): readonly Field[] {
    return fields(this.#parts.frame, this.#parts.note);
  }

  #check(): readonly Problem[] {
    const { bytes, layout, frame, version, failures } = this.#parts;
    return [...checkFrame(bytes, layout, frame.headers, version), ...failures];
  }
}

/** EOLs by themselves. */
export function heartBeatLayer(bytes: Uint8Array): Layer {
  return {
    protocol: 'stomp',
    summary: 'heart-beat',
    payload: Payload.ofBytes(bytes),
    problems: [],
    fields: () => [],
  };
}

/** Bytes among the frames that are none; what they are is for other decoders to say. */
export function foreignLayer(bytes: Uint8Array, problem: Problem): Layer {
  const payload = Payload.ofBytes(bytes);
  return {
    protocol: 'stomp',
    summary: 'not a STOMP frame',
    payload,
    problems: [problem],
    fields: () => [],
    inner: { payload, range: [0, bytes.length] },
  };
}

function innerBody(bytes: Uint8Array, frame: Frame): Inner | undefined {
  const [start, end] = frame.body;
  if (start === end) return undefined;
  const payload = Payload.ofBytes(bytes.subarray(start, end));
  const mime = headerOf(frame, 'content-type')?.split(';')[0]?.trim().toLowerCase();
  return mime ? { payload, mime, range: frame.body } : { payload, range: frame.body };
}

function fields(frame: Frame, note: Note | undefined): readonly Field[] {
  const seen = new Set<string>();
  const headers = frame.headers.map((header) => {
    const isRepeated = seen.has(header.name);
    seen.add(header.name);
    return headerField(header, isRepeated ? REPEATED : noteOf(header, note));
  });
  const command: Field = { name: 'command', value: frame.command, range: frame.commandRange };
  const [start, end] = frame.body;
  if (start === end) return [command, ...headers];
  const body: Field = { name: 'body', value: end - start, range: frame.body, note: 'bytes' };
  return [command, ...headers, body];
}

function noteOf({ name }: Header, note: Note | undefined): string | undefined {
  return note?.header === name ? note.text : NOTES.get(name);
}

function headerField({ name, value, range }: Header, note: string | undefined): Field {
  return note === undefined ? { name, value, range } : { name, value, range, note };
}

const REPEATED = 'repeated: the first one counts';

const NOTES: ReadonlyMap<string, string> = new Map([
  ['heart-beat', 'what the sender can send, and what it wants to get, in milliseconds'],
  ['content-length', 'bytes of the body'],
  ['accept-version', 'versions the client speaks'],
  ['receipt', 'asks the server to confirm with a RECEIPT'],
]);
