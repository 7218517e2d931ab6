/** What the specification says of an error code (§5.1). */
export function errorMeaning(code: number): string {
  const known = CODES.get(code);
  if (known !== undefined) return known;
  if (code >= -32099 && code <= -32000) return 'reserved for errors of the server';
  return code >= -32768 && code <= -32000 ? 'reserved, not defined' : 'an error of the application';
}

const CODES: ReadonlyMap<number, string> = new Map([
  [-32700, 'Parse error: not JSON'],
  [-32600, 'Invalid Request: not a request object'],
  [-32601, 'Method not found'],
  [-32602, 'Invalid params'],
  [-32603, 'Internal error'],
]);
