import { decodeBase64 } from '../../bytes/base64.ts';
import { callbacksIn, isFunctionName, readCall } from '../../bytes/script-call.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { AskBody } from './body.ts';
import type { LogEntry } from './entry.ts';

/** `base/<server>/<session>/<transport>` of SockJS. */
const SOCKJS = /\/[^/?#.]+\/[^/?#.]+\/(jsonp|jsonp_send|htmlfile)$/;

type Asked = Pick<LogEntry, 'transport' | 'method' | 'url'>;

/**
 * What shows that a request is real-time traffic. Calls of the page always are. A script tag or an
 * iframe may load anything: either the address belongs to a protocol's transport, or the body has
 * to call the function that the address names.
 */
export function proofOf({ transport, method, url }: Asked): 'address' | 'body' | undefined {
  if (transport !== 'script' && transport !== 'document') return 'address';
  const [path = ''] = url.split('?', 1);
  const isSend = transport === 'document' && method === 'POST';
  if (transport === 'document' && !isSend && !path.endsWith('/htmlfile')) return undefined;
  const parameters = parametersOf(url);
  if (isSockJs(path, parameters, transport, isSend)) return 'address';
  if ((transport === 'script' || isSend) && isEngineIo(parameters)) return 'address';
  return transport === 'script' && callbacksIn(parameters).length > 0 ? 'body' : undefined;
}

/** Whether the answer to a script tag calls the function that its address names, with data alone. */
export async function callsItsAsker(entry: LogEntry, ask: AskBody): Promise<boolean> {
  if (entry.bodySize > LIMITS.payload) return false;
  const answer = await ask().catch(() => undefined);
  if (!answer) return false;
  const bytes = answer.encoding === 'base64' ? decodeBase64(answer.content) : undefined;
  const call = readCall(bytes ? decodeUtf8(bytes) : answer.content);
  const callbacks = callbacksIn(parametersOf(entry.url));
  return callbacks.some(([, name]) => name === call?.name);
}

function isSockJs(
  path: string,
  parameters: URLSearchParams,
  transport: Asked['transport'],
  isSend: boolean,
): boolean {
  const name = SOCKJS.exec(path)?.[1];
  if (name === undefined || isSend) return name === 'jsonp_send';
  const callback = parameters.get('c') ?? parameters.get('callback') ?? '';
  return name === (transport === 'script' ? 'jsonp' : 'htmlfile') && isFunctionName(callback);
}

/** Engine.IO 3 by script tag and form: `?EIO=3&transport=polling&j=0`. */
function isEngineIo(parameters: URLSearchParams): boolean {
  const isPolling = parameters.get('transport') === 'polling' && parameters.has('EIO');
  return isPolling && /^\d+$/.test(parameters.get('j') ?? '');
}

function parametersOf(url: string): URLSearchParams {
  return new URLSearchParams(url.split(/\?(.*)/s)[1]);
}
