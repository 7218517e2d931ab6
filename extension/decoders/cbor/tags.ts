/** The tag of bytes that hold a data item (RFC 8949 §3.4.5.1). */
export const ENCODED_ITEM = 24;
/** The tag that says that this is CBOR (§3.4.6); its three bytes are d9 d9 f7. */
export const SELF_DESCRIBED = 55799;

/** What a tag is for (IANA registry "CBOR Tags"); undefined for the many that are rare. */
export function tagName(tag: number | bigint): string | undefined {
  return NAMES.get(Number(tag));
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'date and time as text'],
  [1, 'seconds since 1970'],
  [2, 'unsigned bignum'],
  [3, 'negative bignum'],
  [4, 'decimal fraction'],
  [5, 'bigfloat'],
  [16, 'COSE_Encrypt0'],
  [17, 'COSE_Mac0'],
  [18, 'COSE_Sign1'],
  [21, 'becomes base64url in JSON'],
  [22, 'becomes base64 in JSON'],
  [23, 'becomes hex in JSON'],
  [ENCODED_ITEM, 'encoded CBOR data item'],
  [30, 'rational number'],
  [32, 'URI'],
  [33, 'base64url text'],
  [34, 'base64 text'],
  [36, 'MIME message'],
  [37, 'UUID'],
  [61, 'CBOR Web Token'],
  [96, 'COSE_Encrypt'],
  [97, 'COSE_Mac'],
  [98, 'COSE_Sign'],
  [100, 'days since 1970-01-01'],
  [258, 'set'],
  [1004, 'date as text'],
  [SELF_DESCRIBED, 'self-described CBOR'],
]);
