import type { Direction } from '../contract.ts';
import { problemAt } from '../json-text.ts';
import type { Meaning } from '../message-session.ts';
import type { Outline } from '../outline.ts';

/** The two records without a type, with which a connection begins. */
export function handshakeOf(outline: Outline, direction: Direction): Meaning | undefined {
  return direction === 'sent' ? requestOf(outline) : responseOf(outline);
}

function requestOf(outline: Outline): Meaning | undefined {
  const protocol = outline.text('protocol');
  const version = outline.scalar('version');
  if (protocol === undefined || version === undefined) return undefined;
  const isKnown = version === 1 || version === 2;
  const reason = 'The version of the hub protocol is 1, or 2 with stateful reconnect.';
  return {
    summary: `handshake: ${protocol} ${String(version)}`,
    problems: isKnown ? [] : [problemAt(outline, 'version', 'unknown-version', reason)],
  };
}

/** Servers before 3.0 told their minor version. */
const RESPONSE: readonly string[] = ['error', 'minorVersion'];

function responseOf(outline: Outline): Meaning | undefined {
  if (!outline.members.every(({ name }) => RESPONSE.includes(name))) return undefined;
  const error = outline.text('error');
  if (error !== undefined) return { summary: `handshake refused: ${error}` };
  const isAccepted = outline.isClosed && !outline.has('error');
  return isAccepted ? { summary: 'handshake accepted' } : undefined;
}
