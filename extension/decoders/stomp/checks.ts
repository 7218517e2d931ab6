import { invalidUtf8At } from '../../bytes/utf8.ts';
import type { ByteRange, Problem } from '../contract.ts';
import { COMMANDS, type Version } from './commands.ts';
import { badEscapeAt, escapeVersion } from './escapes.ts';
import { type Header, readFrame } from './frame.ts';
import type { Layout } from './head-scanner.ts';

const COLON = 0x3a;

/** What the specification of the version finds wrong with a frame. */
export function checkFrame(
  bytes: Uint8Array,
  layout: Layout,
  version: Version,
): readonly Problem[] {
  const { headers } = readFrame(bytes, layout, version);
  const escapes = escapeVersion(layout.command, version);
  const problems = [
    ...checkHead(bytes, layout, version),
    ...layout.lines.flatMap((line) => checkLine(bytes, line, escapes)),
    ...checkContentLength(headers, version),
    ...checkMeaning(layout, headers, version),
  ];
  return problems.toSorted((first, second) => first.offset - second.offset);
}

function checkHead(bytes: Uint8Array, layout: Layout, version: Version): readonly Problem[] {
  const invalidAt = invalidUtf8At(bytes, 0, layout.bodyStart);
  return [
    ...problem('invalid-utf-8', invalidAt, 'Commands and headers are UTF-8; this byte is not.'),
    ...problem('missing-blank-line', layout.endsAtNul, 'No blank line ends the headers.'),
    ...checkLineEnds(layout, version),
  ];
}

/** Before 1.2 a line ends with LF alone. Which version will be spoken is open while connecting. */
function checkLineEnds(layout: Layout, version: Version): readonly Problem[] {
  const isConnecting = ['CONNECT', 'STOMP', 'CONNECTED'].includes(layout.command);
  if (version === '1.2' || isConnecting) return [];
  const reason = `In STOMP ${version} a line ends with LF alone; this CR is passed over.`;
  return problem('carriage-return', layout.carriageReturns[0], reason);
}

function checkLine(bytes: Uint8Array, line: ByteRange, version: Version): readonly Problem[] {
  const colon = bytes.indexOf(COLON, line[0]);
  const hasColon = colon >= 0 && colon < line[1];
  const reason = `STOMP ${version} has no such escape; its characters are kept.`;
  return [
    ...problem('header-without-colon', hasColon ? -1 : line[0], 'This header has no colon.'),
    ...problem('bad-escape', badEscapeAt(bytes, line, version), reason),
  ];
}

function checkContentLength(headers: readonly Header[], version: Version): readonly Problem[] {
  const header = headers.find(({ name }) => name === 'content-length');
  const value = version === '1.0' ? header?.value.trim() : header?.value;
  if (!header || /^\d{1,15}$/.test(value ?? '')) return [];
  const reason = 'content-length is not a number; the body is read up to the NUL.';
  return problem('bad-content-length', header.range[0], reason);
}

function checkMeaning(
  { command, bodyStart, bodyEnd }: Layout,
  headers: readonly Header[],
  version: Version,
): readonly Problem[] {
  const known = COMMANDS.get(command);
  if (!known) return problem('unknown-command', 0, `STOMP has no command ${command}.`);
  const missing = known.required[version].filter(
    (name) => !headers.some((header) => header.name === name),
  );
  const hasBody = bodyEnd > bodyStart && !known.mayHaveBody && version !== '1.0';
  return [
    ...missing.flatMap((name) =>
      problem('missing-header', 0, `${command} has to have the header ${name} in ${version}.`),
    ),
    ...problem('unexpected-body', hasBody ? bodyStart : -1, `${command} may not have a body.`),
  ];
}

/** No problem where there is no offset. */
function problem(kind: string, offset: number | undefined, reason: string): readonly Problem[] {
  return offset === undefined || offset < 0 ? [] : [{ kind, offset, reason }];
}
