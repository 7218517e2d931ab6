import type { Payload } from '../../bytes/payload.ts';
import { readCall } from '../../bytes/script-call.ts';
import type { Decoder } from '../contract.ts';
import { foreign, type Verdict, WholeBodySession } from '../whole-body.ts';
import { callbackOf } from './address.ts';
import { JsonpLayer } from './layer.ts';

/** JSON with Padding: a script that hands data to the function which its URL names. */
export const jsonp: Decoder = {
  protocol: 'jsonp',
  title: 'JSONP',
  specification: 'https://en.wikipedia.org/wiki/JSONP',
  versions: 'the function’s name and what it is handed',
  recognisedBy: 'the function that the URL names',
  channels: '',
  isStateless: true,
  claims(facts) {
    const callback = callbackOf(facts);
    if (callback === undefined) return undefined;
    const how = facts.transport === 'script' ? 'a script tag' : `MIME type ${facts.mime}`;
    return { by: 'url', reason: `${how} with ${callback} in the URL` };
  },
  // Texts of other protocols may look like a call.
  textStarts: '',
  sniffs: () => undefined,
  open: () => new WholeBodySession(read),
};

function read(payload: Payload): Verdict {
  // One unit for each byte, so that places in the text are places in the bytes.
  const call = readCall(LATIN.decode(payload.bytes));
  if (call) return { layer: new JsonpLayer(payload, call) };
  return foreign(jsonp, payload, NO_CALL);
}

const LATIN = new TextDecoder('latin1');

const NO_CALL = {
  kind: 'no-call',
  offset: 0,
  reason: 'The script is not one call of a function with plain data.',
} as const;
