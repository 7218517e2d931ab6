/**
 * What an error says, and what a client is to do about it, by the range of its code (Pusher Channels
 * Protocol 7, "Error Codes" and "Connection closure").
 */
export function remedyOf(code: number): string | undefined {
  const range = RANGES.find(([first]) => code >= first && code < first + 100);
  const remedy = code === TLS_ONLY ? 'connect again with wss://' : range?.[1];
  const parts = [MEANINGS.get(code), remedy].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join('; ') : undefined;
}

const TLS_ONLY = 4000;

/** Of 43xx it is not said that the connection is closed; pusher-js goes on. */
const RANGES: readonly (readonly [first: number, remedy: string])[] = [
  [4000, 'do not connect again without a change'],
  [4100, 'connect again after a second or more'],
  [4200, 'connect again at once'],
  [4300, 'the connection stays open'],
];

const MEANINGS: ReadonlyMap<number, string> = new Map([
  [TLS_ONLY, 'TLS only'],
  [4001, 'application does not exist'],
  [4003, 'application disabled'],
  [4004, 'application is over its connection quota'],
  [4005, 'path not found'],
  [4006, 'version string is not as it has to be'],
  [4007, 'protocol version not supported'],
  [4008, 'no protocol version given'],
  [4009, 'connection is not authorised'],
  [4100, 'over capacity'],
  [4201, 'a ping was not answered'],
  [4202, 'inactive for too long'],
  [4301, 'client event refused by the rate limit'],
  [4302, 'watchlist too long: the first 100 users count'],
]);
