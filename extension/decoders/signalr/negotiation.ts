import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { ConnectionFacts, Recognition } from '../contract.ts';
import { JsonSession, type JsonText, type Meaning } from '../json-session.ts';

const URL_PATTERN = /\/negotiate\?(?:[^#]*&)?negotiateVersion=\d+(?:[&#]|$)/;

/** The request before the connection itself (transport protocols, "negotiate"). */
export function claimsNegotiation({ transport, url }: ConnectionFacts): Recognition | undefined {
  const isHttp = transport === 'fetch' || transport === 'xhr';
  return isHttp && URL_PATTERN.test(url)
    ? { by: 'url', reason: 'path /negotiate with negotiateVersion' }
    : undefined;
}

export function openNegotiation(): JsonSession {
  return new JsonSession({
    protocol: 'signalr',
    unit: 'an answer to a negotiate request',
    read: negotiationOf,
  });
}

/** Tokens open the connection to whoever has them. */
const SECRETS = ['connectionToken', 'accessToken'];

function negotiationOf({ outline, direction }: JsonText): Meaning | undefined {
  if (outline.kind !== 'object' || direction === 'sent') return undefined;
  const summary = summaryOf(outline);
  if (summary === undefined) return undefined;
  const secrets = hasToken(outline) ? SECRETS : [...SECRETS, 'connectionId'];
  return { summary, marks: secrets.map((name) => ({ path: [name], as: 'secret' })) };
}

/** Before version 1 the id did what the token does. */
function hasToken(outline: JsonOutline): boolean {
  return outline.has('connectionToken');
}

function summaryOf(outline: JsonOutline): string | undefined {
  const error = outline.text('error');
  if (error !== undefined) return `negotiation refused: ${error}`;
  const url = outline.text('url');
  if (url !== undefined) return `negotiation redirected to ${url}`;
  const transports = outline.inside('availableTransports');
  if (!transports) return undefined;
  const names = transports.members.flatMap((member) => {
    const name = transports.insideOf(member)?.text('transport');
    return name === undefined ? [] : [name];
  });
  const resumes = outline.scalar('useStatefulReconnect') === true ? ', stateful reconnect' : '';
  return `negotiated: ${names.join(', ') || 'no transport'}${resumes}`;
}
