import { type Decoded, malformed } from './decoded.ts';
import { isUnescaped } from './encode.ts';
import { unescapeHeader } from './escape.ts';
import type { StompVersion } from './frame.ts';

const LF = 10;
const CR = 13;

/** Offset behind the blank line that ends a frame's head: LF LF, or LF CR LF. */
export function endOfHead(bytes: Uint8Array): number | undefined {
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at + 1] === LF) return at + 2;
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return at + 3;
  }
  return undefined;
}

/** Command and headers from a head with its blank line, as a frame without a body. */
export function readHead(
  bytes: Uint8Array,
  version: StompVersion,
  mostHeaders: number,
): Exclude<Decoded, { readonly kind: 'heart-beat' }> {
  const text = decodeUtf8(bytes);
  if (text === undefined) return malformed('The head of a frame is not UTF-8.');
  // Behind the last line stand its own LF and the blank line's.
  const [command = '', ...lines] = text
    .split('\n')
    .slice(0, -2)
    .map((line) => eol(line, version));
  if (lines.length > mostHeaders) return malformed(`More than ${mostHeaders} headers.`);
  const headers: [string, string][] = [];
  for (const line of lines) {
    const header = readHeader(line, command, version);
    if (typeof header === 'string') return malformed(header);
    headers.push(header);
  }
  return { kind: 'frame', frame: { command, headers, body: new Uint8Array() } };
}

/** 1.2 allows a CR before each LF; in 1.0 and 1.1 it belongs to the line. */
function eol(line: string, version: StompVersion): string {
  return version === '1.2' && line.endsWith('\r') ? line.slice(0, -1) : line;
}

function readHeader(
  line: string,
  command: string,
  version: StompVersion,
): [string, string] | string {
  const colon = line.indexOf(':');
  if (colon < 1) return `A header has no name or no colon: ${JSON.stringify(line)}.`;
  const [name, value] = [line.slice(0, colon), line.slice(colon + 1)];
  // The examples of 1.0 write a space behind the colon; later versions forbid to trim.
  if (version === '1.0') return [name.trim(), value.trim()];
  if (isUnescaped(command)) return [name, value];
  const meant = [unescapeHeader(name, version), unescapeHeader(value, version)] as const;
  if (meant[0] !== undefined && meant[1] !== undefined) return [meant[0], meant[1]];
  return `STOMP ${version} does not know the escape in ${JSON.stringify(line)}.`;
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
