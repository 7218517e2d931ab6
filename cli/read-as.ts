import { DECODERS } from '../extension/decoders/list.ts';
import type { Derivation } from '../extension/insight/derivation.ts';
import { addressOf } from '../extension/insight/overrides.ts';
import type { Journal } from '../extension/journal/journal.ts';
import { Failure } from './failure.ts';

const AUTOMATIC = 'automatic';

/**
 * Reads connections as a person says: each rule is `NAME=PROTOCOL`, its name the id of a connection
 * or a URL, of which the query does not count. Rules for URLs are taken first: an id says more.
 *
 * @throws {Failure} for a rule that names no protocol, or nothing that is in the log
 */
export function applyRules(rules: readonly string[], journal: Journal, derivation: Derivation) {
  const parsed = rules.map(parseRule);
  const isId = (name: string) => journal.connections.has(name);
  for (const { name, protocol } of parsed.filter((rule) => !isId(rule.name))) {
    const address = addressOf(name);
    const isThere = [...journal.connections.values()].some(({ url }) => addressOf(url) === address);
    if (!isThere) throw new Failure(`--as: no connection of the log has the id or URL ${name}.`);
    derivation.override({ scope: 'address', url: name }, protocol);
  }
  for (const { name, protocol } of parsed.filter((rule) => isId(rule.name)))
    derivation.override({ scope: 'connection', connection: name }, protocol);
}

interface Rule {
  readonly name: string;
  readonly protocol: string | undefined;
}

/** URLs have equals signs of their own: the last one counts. */
function parseRule(rule: string): Rule {
  const [, name, protocol] = /^(.+)=([^=]+)$/s.exec(rule) ?? [];
  if (name === undefined || protocol === undefined)
    throw new Failure(`--as ${rule}: it must be URL=PROTOCOL or ID=PROTOCOL.`);
  if (protocol === AUTOMATIC) return { name, protocol: undefined };
  const names = DECODERS.map((decoder) => decoder.protocol);
  if (!names.includes(protocol)) {
    const known = [AUTOMATIC, ...names].join(', ');
    throw new Failure(`--as: there is no protocol ${protocol}. There are: ${known}.`);
  }
  return { name, protocol };
}
