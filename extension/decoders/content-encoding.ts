/** A type without parameters in lower case, as most are written. */
const PLAIN = /^[^;\sA-Z]+$/;

/**
 * MIME type of a body by what its headers declare: where it is compressed, it is that first of all,
 * and what it holds is known by its content.
 */
export function mimeOfBody(
  type: string | undefined,
  encoding: string | undefined,
): string | undefined {
  if (encoding === undefined && type !== undefined && PLAIN.test(type)) return type;
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return 'application/gzip';
    case 'deflate':
    case 'zlib':
      return 'application/zlib';
    default:
      return type?.split(';')[0]?.trim().toLowerCase() || undefined;
  }
}
