import type { ConnectionFacts } from './contract.ts';

/**
 * What the sessions for a request and for its response remember together: made once for each HTTP
 * exchange, and anew for every other connection.
 */
export function perExchange<Memory>(make: () => Memory): (facts: ConnectionFacts) => Memory {
  const known = new WeakMap<object, Memory>();
  return ({ exchange }) => {
    if (!exchange) return make();
    const memory = known.get(exchange) ?? make();
    known.set(exchange, memory);
    return memory;
  };
}
