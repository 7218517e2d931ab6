import type { FrameReader } from './frame-reader.ts';

const IDS = 0x80;
const LONG_TRACE = 0x08;
const PARENT = 0x04;
const NAMES: readonly (readonly [number, string])[] = [
  [IDS, 'ids'],
  [0x40, 'debug'],
  [0x20, 'sample'],
  [0x10, 'not sampled'],
  [LONG_TRACE, '128 bits'],
  [PARENT, 'parent'],
];

/** Extensions/Tracing-Zipkin.md: ids as hex, as tracing systems write them. */
export function readTracing(reader: FrameReader): void {
  const flags = reader.u8('tracing flags', (value) =>
    NAMES.filter(([bit]) => value & bit)
      .map(([, name]) => name)
      .join(', '),
  );
  if (flags === undefined || !(flags & IDS)) return;
  reader.content('trace id', flags & LONG_TRACE ? 16 : 8, hexDigits);
  reader.content('span id', 8, hexDigits);
  if (flags & PARENT) reader.content('parent span id', 8, hexDigits);
}

function hexDigits(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
