import { gzipSync, zlibSync } from 'fflate';
import { conversation, hexOf, received } from './write.ts';

const TEXT = new TextEncoder().encode('{"op":10,"d":{"heartbeat_interval":41250},"é":[1,2,3]}');
/** What a server ends each message of one deflate stream with (RFC 1979 §2.1, a sync flush). */
const FLUSH = '0000ffff';

/** Messages whose bytes are compressed. */
export const COMPRESSED = [
  conversation('gzip', {}, 'messages', received({ hex: hexOf(gzipSync(TEXT)) })),
  conversation(
    'zlib-stream',
    { url: 'wss://gateway.discord.gg/?v=10&encoding=json&compress=zlib-stream' },
    'messages',
    received({ hex: hexOf(zlibSync(TEXT)) }, { hex: `789c${FLUSH}` }),
  ),
];
