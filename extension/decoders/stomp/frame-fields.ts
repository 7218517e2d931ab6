import type { Field } from '../contract.ts';
import type { Note } from './conversation.ts';
import type { Frame, Header } from './frame.ts';

/** Command, headers in order, and body; `note` says of one header what it refers to. */
export function frameFields(frame: Frame, note: Note | undefined): readonly Field[] {
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
