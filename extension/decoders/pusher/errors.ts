/**
 * What a client is to do about an error, by the range of its code ("Error Codes" of the protocol;
 * pusher-js, core/connection/protocol/protocol.ts).
 */
export function remedyOf(code: number): string | undefined {
  if (code === 4000) return 'connect again with TLS';
  const range = RANGES.find(([first]) => code >= first && code < first + 100);
  return range?.[1];
}

const RANGES: readonly (readonly [first: number, remedy: string])[] = [
  [4000, 'do not connect again without a change'],
  [4100, 'connect again after a second or more'],
  [4200, 'connect again at once'],
  [4300, 'the connection stays open'],
];
