import { Payload } from '../../bytes/payload.ts';
import { oneLine } from '../../bytes/shorten.ts';
import type { Field, Inner, Layer, Problem } from '../contract.ts';
import { COMMANDS } from './commands.ts';
import { type Frame, type Header, headerOf } from './frame.ts';

/** `MESSAGE /topic/room1`: the command with what it is about. */
export function summarize(frame: Pick<Frame, 'command' | 'headers'>): string {
  const { command } = frame;
  const subject = COMMANDS.get(command)?.subject;
  const about = subject === undefined ? undefined : headerOf(frame, subject);
  const fallback = about ?? headerOf(frame, 'id') ?? headerOf(frame, 'receipt');
  return fallback === undefined ? command : oneLine(`${command} ${fallback}`);
}

/** One frame. `notes` say of a header, by name, what it refers to. */
export function frameLayer(
  bytes: Uint8Array,
  frame: Frame,
  summary: string,
  notes: ReadonlyMap<string, string>,
  problems: readonly Problem[],
): Layer {
  const layer = {
    protocol: 'stomp',
    summary,
    payload: Payload.ofBytes(bytes),
    problems: [...frame.problems, ...problems],
    fields: () => fields(frame, notes),
  };
  const inner = innerBody(bytes, frame);
  return inner ? { ...layer, inner } : layer;
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

function fields(frame: Frame, notes: ReadonlyMap<string, string>): readonly Field[] {
  const seen = new Set<string>();
  const headers = frame.headers.map((header) => {
    const isRepeated = seen.has(header.name);
    seen.add(header.name);
    return headerField(header, isRepeated ? REPEATED : notes.get(header.name));
  });
  const command: Field = { name: 'command', value: frame.command, range: frame.commandRange };
  const [start, end] = frame.body;
  if (start === end) return [command, ...headers];
  const body: Field = { name: 'body', value: end - start, range: frame.body, note: 'bytes' };
  return [command, ...headers, body];
}

function headerField({ name, value, range }: Header, note: string | undefined): Field {
  const known = note ?? NOTES.get(name);
  return known === undefined ? { name, value, range } : { name, value, range, note: known };
}

const REPEATED = 'repeated: the first one counts';

const NOTES: ReadonlyMap<string, string> = new Map([
  ['heart-beat', 'what the sender can send, and what it wants to get, in milliseconds'],
  ['content-length', 'bytes of the body'],
  ['accept-version', 'versions the client speaks'],
  ['receipt', 'asks the server to confirm with a RECEIPT'],
]);
