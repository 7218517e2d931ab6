import { callbacksIn } from '../../bytes/script-call.ts';
import type { ConnectionFacts } from '../contract.ts';

const SCRIPT = /^(?:application|text)\/(?:x-)?(?:javascript|ecmascript|jsonp|json-p)$/;

/** The parameter that says which function the answer is to call: `callback=cb1`. */
export function callbackOf({ url, transport, mime = '' }: ConnectionFacts): string | undefined {
  if (transport !== 'script' && !SCRIPT.test(mime)) return undefined;
  const query = /^[^?#]*\?([^#]*)/.exec(url)?.[1] ?? '';
  return callbacksIn(new URLSearchParams(query))[0]?.join('=');
}
