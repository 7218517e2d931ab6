import { Payload } from '../../bytes/payload.ts';
import { oneLine } from '../../bytes/shorten.ts';
import { mimeOfBody } from '../content-encoding.ts';
import type { Field, Inner, Layer, Problem } from '../contract.ts';
import { checkFrame } from './checks.ts';
import { COMMANDS, type Version } from './commands.ts';
import type { Note } from './conversation.ts';
import { type Frame, headerOf, readFrame } from './frame.ts';
import { frameFields } from './frame-fields.ts';
import { layoutOf } from './head-scanner.ts';

/** `MESSAGE /topic/room1`: the command with what it is about. */
export function summarize(frame: Pick<Frame, 'command' | 'headers'>): string {
  const { command } = frame;
  const subject = COMMANDS.get(command)?.subject;
  const about = subject === undefined ? undefined : headerOf(frame, subject);
  const fallback = about ?? headerOf(frame, 'id') ?? headerOf(frame, 'receipt');
  return fallback === undefined ? command : oneLine(`${command} ${fallback}`);
}

/** What a layer remembers of its frame; the rest is read again from the bytes when asked for. */
export interface FrameMemory {
  readonly bodyEnd: number;
  readonly version: Version;
  /** What a header refers to, or comes to. */
  readonly note: Note | undefined;
  /** Why the frame did not end as frames do. */
  readonly failures: readonly Problem[];
}

/** One frame. */
export class FrameLayer implements Layer {
  readonly protocol = 'stomp';
  readonly summary: string;
  readonly payload: Payload;
  readonly inner: Inner | undefined;
  readonly #memory: FrameMemory;

  constructor(bytes: Uint8Array, frame: Frame, summary: string, memory: FrameMemory) {
    this.summary = summary;
    this.payload = Payload.ofBytes(bytes);
    this.#memory = memory;
    this.inner = innerBody(bytes, frame);
  }

  get problems(): readonly Problem[] {
    const { bodyEnd, version, failures } = this.#memory;
    const { bytes } = this.payload;
    return [...checkFrame(bytes, layoutOf(bytes, bodyEnd), version), ...failures];
  }

  fields(): readonly Field[] {
    const { bodyEnd, version, note } = this.#memory;
    const { bytes } = this.payload;
    return frameFields(readFrame(bytes, layoutOf(bytes, bodyEnd), version), note);
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
  const mime = mimeOfBody(headerOf(frame, 'content-type'), headerOf(frame, 'content-encoding'));
  return { payload, mime, range: frame.body };
}
