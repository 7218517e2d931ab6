/** Characters of a document in which its first operation is looked for. */
const LOOKED_AT = 16 * 1024;

/** White space, commas, byte order mark (GraphQL §2.1); comments; strings, closed or not; names; anything else. */
const TOKEN =
  /[\s,\uFEFF]+|#[^\n\r]*|"""(?:\\"""|[\s\S])*?(?:"""|$)|"(?:\\.|[^"\\\n\r])*"?|[_A-Za-z][_0-9A-Za-z]*|[\s\S]/g;

/**
 * What to call the operation in a GraphQL document: its name, or for an anonymous one its type with
 * its first field, `subscription { ticks }`. `undefined` where there is no operation.
 */
export function operationName(document: string): string | undefined {
  const tokens = tokensOf(document);
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (depth === 0 && token === '{') return anonymous('query', tokens, index);
    if (depth === 0 && /^(?:query|mutation|subscription)$/.test(token)) {
      const next = tokens[index + 1] ?? '';
      return isName(next) ? next : anonymous(token, tokens, tokens.indexOf('{', index));
    }
    // A fragment's own braces are not an operation's.
    if (depth === 0 && token === 'fragment') depth = -1;
    if (token === '{') depth = Math.max(depth, 0) + 1;
    if (token === '}') depth -= 1;
  }
  return undefined;
}

function anonymous(type: string, tokens: readonly string[], brace: number): string {
  const first = brace < 0 ? '' : (tokens[brace + 1] ?? '');
  // An alias stands before the field: alias, colon, field.
  const field = tokens[brace + 2] === ':' ? (tokens[brace + 3] ?? '') : first;
  return isName(field) ? `${type} { ${field} }` : type;
}

function tokensOf(document: string): readonly string[] {
  const tokens = document.slice(0, LOOKED_AT).match(TOKEN) ?? [];
  return tokens.filter((token) => !/^[\s,#"\uFEFF]/.test(token));
}

function isName(token: string): boolean {
  return /^[_A-Za-z]/.test(token);
}
