import { LIMITS } from './limits.ts';

/** Says whether a body has exactly one form and a size that this form can have. Never throws. */
export function isBodySound(value: Readonly<Record<string, unknown>>): boolean {
  const { text, base64, pending, missing, size, truncated } = value;
  const forms = [text, base64, pending, missing].filter((form) => form !== undefined);
  if (forms.length !== 1 || typeof size !== 'number') return false;
  if (typeof text === 'string') return isTextSize(text, size, truncated === true);
  if (typeof base64 === 'string') return isBase64Size(base64, size, truncated === true);
  return truncated === undefined;
}

/** UTF-8 needs one to three bytes for a UTF-16 unit: a bound that costs nothing to check. */
function isTextSize(text: string, size: number, truncated: boolean): boolean {
  return truncated ? size > text.length : size >= text.length && size <= text.length * 3;
}

function isBase64Size(base64: string, size: number, truncated: boolean): boolean {
  if (base64.length % 4 !== 0) return false;
  // A search for what does not belong needs no backtracking, however long the text is.
  const end = base64.search(/[^A-Za-z0-9+/]/);
  const padding = end === -1 ? 0 : base64.length - end;
  if (padding > 2 || !base64.endsWith('='.repeat(padding))) return false;
  const length = (base64.length / 4) * 3 - padding;
  if (length > LIMITS.payload) return false;
  return truncated ? size > length : size === length;
}
