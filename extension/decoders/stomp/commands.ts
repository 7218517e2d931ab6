/** Versions of the protocol, oldest first. */
export const VERSIONS = ['1.0', '1.1', '1.2'] as const;
export type Version = (typeof VERSIONS)[number];

export function isVersion(text: string | undefined): text is Version {
  return VERSIONS.some((version) => version === text);
}

/** What the specifications say of one command. */
export interface Command {
  readonly side: 'client' | 'server';
  /** From 1.1 on only SEND, MESSAGE and ERROR may have a body. */
  readonly mayHaveBody?: boolean;
  /** The header a summary names it by. */
  readonly subject?: string;
  /** Headers it must have, by version. */
  readonly required: Readonly<Record<Version, readonly string[]>>;
}

function command(
  side: Command['side'],
  subject: string | undefined,
  v10: readonly string[],
  v11 = v10,
  v12 = v11,
): Command {
  const required = { '1.0': v10, '1.1': v11, '1.2': v12 };
  return subject === undefined ? { side, required } : { side, subject, required };
}

function withBody(one: Command): Command {
  return { ...one, mayHaveBody: true };
}

const CONNECT = command('client', 'accept-version', [], ['accept-version', 'host']);
const ACK = command('client', 'message-id', ['message-id'], ['message-id', 'subscription'], ['id']);

/** Every command of STOMP 1.0, 1.1 and 1.2. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['CONNECT', CONNECT],
  ['STOMP', CONNECT],
  ['CONNECTED', command('server', 'version', [], ['version'])],
  ['SEND', withBody(command('client', 'destination', ['destination']))],
  ['SUBSCRIBE', command('client', 'destination', ['destination'], ['destination', 'id'])],
  ['UNSUBSCRIBE', command('client', 'destination', [], ['id'])],
  ['ACK', ACK],
  ['NACK', ACK],
  ['BEGIN', command('client', 'transaction', ['transaction'])],
  ['COMMIT', command('client', 'transaction', ['transaction'])],
  ['ABORT', command('client', 'transaction', ['transaction'])],
  ['DISCONNECT', command('client', undefined, [])],
  [
    'MESSAGE',
    withBody(
      command(
        'server',
        'destination',
        ['destination', 'message-id'],
        ['destination', 'message-id', 'subscription'],
      ),
    ),
  ],
  ['RECEIPT', command('server', 'receipt-id', ['receipt-id'])],
  ['ERROR', withBody(command('server', 'message', []))],
]);

const LF = 0x0a;
const CR = 0x0d;
const NUL = 0;
const LONGEST = Math.max(...Array.from(COMMANDS.keys(), (name) => name.length));

/** The ASCII letters at `start`, at most 32: a command, if a line end follows. */
export function wordAt(bytes: Uint8Array, start: number): string {
  let word = '';
  for (let at = start; at < bytes.length && word.length < 32; at += 1) {
    const byte = bytes[at] ?? 0;
    const isLetter = (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
    if (!isLetter) break;
    word += String.fromCharCode(byte);
  }
  return word;
}

/** Whether a known command and its line end stand at `start`. */
export function hasCommandAt(bytes: Uint8Array, start: number): boolean {
  const word = wordAt(bytes, start);
  if (!COMMANDS.has(word)) return false;
  const end = start + word.length;
  return bytes[end] === LF || (bytes[end] === CR && bytes[end + 1] === LF);
}

/** Whether a known command may still come of these bytes, which hold no line end. */
export function mayBecomeCommand(bytes: Uint8Array): boolean {
  if (bytes.length > LONGEST + 1) return false;
  const isBeforeLf = bytes[bytes.length - 1] === CR;
  const length = isBeforeLf ? bytes.length - 1 : bytes.length;
  const word = wordAt(bytes, 0);
  if (word.length !== length) return false;
  if (isBeforeLf) return COMMANDS.has(word);
  return Array.from(COMMANDS.keys()).some((name) => name.startsWith(word));
}

/** Whether a frame's head begins here: a known command and then a header or the blank line. */
export function startsFrame(bytes: Uint8Array): boolean {
  if (!hasCommandAt(bytes, 0)) return false;
  const start = bytes.indexOf(LF) + 1;
  const end = bytes.indexOf(LF, start);
  if (end < 0) return false;
  const line = bytes.subarray(start, end);
  return line.length === 0 || (line.length === 1 && line[0] === CR) || line.includes(0x3a);
}

/** Offset behind the CRs and LFs at `start`. */
export function behindLineEnds(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === LF || bytes[at] === CR) at += 1;
  return at;
}

/**
 * Offset of the first NUL from `start` on after which a frame begins. With `orEnd`, a NUL after
 * which nothing but line ends comes counts as well. −1 if there is none.
 */
export function findResync(bytes: Uint8Array, start: number, orEnd: boolean): number {
  let at = bytes.indexOf(NUL, start);
  while (at >= 0) {
    const next = behindLineEnds(bytes, at + 1);
    if (hasCommandAt(bytes, next) || (orEnd && next === bytes.length)) return at;
    at = bytes.indexOf(NUL, at + 1);
  }
  return -1;
}
