/** A picture or document that its first bytes name. */
export interface Image {
  /** `PNG`, `JPEG` … */
  readonly name: string;
  /** Its size in pixels, where it stands at the beginning, and in bytes. */
  readonly value: string;
}

/** Signatures as Latin-1; a dot stands for any byte. Three bytes alone would be met by chance. */
const SIGNATURES: readonly (readonly [name: string, signature: RegExp, least: number])[] = [
  ['PNG', /^\x89PNG\r\n.\n....IHDR/s, 33],
  ['JPEG', /^\xff\xd8\xff[\xdb\xe0\xe1\xee]/, 100],
  ['GIF', /^GIF8[79]a/, 14],
  ['WebP', /^RIFF....WEBPVP8[ LX]/s, 20],
  ['PDF', /^%PDF-\d\.\d/, 64],
];
const LONGEST = 20;

/** What image or document the bytes begin as. */
export function imageOf(bytes: Uint8Array): Image | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, LONGEST));
  const found = SIGNATURES.find(
    ([, signature, least]) => bytes.length >= least && signature.test(start),
  );
  if (!found) return undefined;
  const [name] = found;
  const pixels = pixelsOf(name, new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
  return { name, value: [...pixels, `${bytes.length} bytes`].join(', ') };
}

function pixelsOf(name: string, view: DataView): readonly string[] {
  if (name === 'PNG') return [`${view.getUint32(16)} × ${view.getUint32(20)} pixels`];
  if (name === 'GIF') return [`${view.getUint16(6, true)} × ${view.getUint16(8, true)} pixels`];
  return [];
}
