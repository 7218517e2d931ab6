import type { Field } from './contract.ts';

const DICTIONARY = 0x20;
const LEVELS = ['fastest', 'fast', 'default', 'best'];

/** Whether a zlib stream may begin: deflate, a window there is, the check bits (RFC 1950 §2.2). */
export function beginsZlib([cmf = 0, flags = 0]: Uint8Array): boolean {
  const isDeflate = (cmf & 0x0f) === 8 && cmf >> 4 <= 7;
  return isDeflate && (cmf * 0x100 + flags) % 31 === 0 && (flags & DICTIONARY) === 0;
}

export function zlibFields([cmf = 0, flags = 0]: Uint8Array): readonly Field[] {
  const window = 2 ** ((cmf >> 4) + 8);
  return [
    { name: 'CMF', value: cmf, range: [0, 1], note: `deflate, window of ${window} bytes` },
    { name: 'FLG', value: flags, range: [1, 2], note: `level: ${LEVELS[flags >> 6]}` },
  ];
}
