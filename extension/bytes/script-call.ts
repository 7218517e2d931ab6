/** A script that does nothing but hand data to one function: an answer of JSONP. */
export interface ScriptCall {
  /** `cb`, `jQuery123_456`, `_jp.abc`, `___eio[0]`. */
  readonly name: string;
  /** Where the name stands, in UTF-16 units. Nothing but ASCII comes before it. */
  readonly at: number;
  /** All that is between the brackets, without the white space around it. */
  readonly data: Stretch;
  /** What is handed over, one stretch for each argument. */
  readonly arguments: readonly Stretch[];
}

/** A half-open range of UTF-16 units. */
export type Stretch = readonly [start: number, end: number];

/**
 * Reads a script as a call: `cb({"a":1});`, also behind a comment or a look whether the function is
 * there. Undefined where there is anything else, or where the arguments are more than literals.
 */
export function readCall(text: string): ScriptCall | undefined {
  const head = HEAD.exec(text.slice(0, EDGE));
  const [whole = '', attempt, name = '', space = ''] = head ?? [];
  if (name === '' || name.length > LONGEST_NAME) return undefined;
  const tail = text.slice(Math.max(whole.length, text.length - EDGE));
  const closing = (attempt === undefined ? TAIL : CATCHING_TAIL).exec(tail);
  if (!closing) return undefined;
  const data = [whole.length, text.length - (tail.length - closing.index)] as const;
  const parts = argumentsIn(text, data);
  const at = whole.length - space.length - name.length;
  return parts ? { name, at, data, arguments: parts } : undefined;
}

/** Whether a text is the name of a function, as a query may have it. */
export function isFunctionName(text: string): boolean {
  return text.length <= LONGEST_NAME && NAME_ALONE.test(text);
}

/** Parameters by which a script is told what to call. */
const CALLBACK = /callback|jsonp|^_?(?:c|cb|fn|func)$/i;

/** Parameters of a query that name a function which the answer is to call: `callback=cb`. */
export function callbacksIn(query: URLSearchParams): readonly (readonly [string, string])[] {
  return [...query].filter(([name, value]) => CALLBACK.test(name) && isFunctionName(value));
}

/** UTF-16 units of each edge in which a call begins and ends. */
const EDGE = 512;
const LONGEST_NAME = 128;

const NAME = String.raw`[A-Za-z_$][\w$-]*(?:\.[\w$-]+|\[\d+\])*`;
const NAME_ALONE = new RegExp(`^${NAME}$`);
/** Against scripts that begin with what the caller wrote, servers put comments in front. */
const BLANK = String.raw`(?:[\s;]|/\*[^*]*\*/|//[^\n]*\n)*`;
/** `typeof cb === 'function' && cb(…)`, `window.cb && cb(…)` */
const IS_FUNCTION = String.raw`typeof\s+${NAME}\s*={2,3}\s*["']function["']`;
const GUARD = String.raw`(?:(?:${IS_FUNCTION}|${NAME})\s*&&\s*)?`;
const HEAD = new RegExp(String.raw`^${BLANK}(try\s*\{\s*)?${GUARD}(${NAME})(\s*\(\s*)`);
const TAIL = /\s*\)[\s;]*$/;
/** The end of a call that may fail: `try{cb(…)}catch(e){}`. */
const CATCHING_TAIL = /\s*\)[\s;]*\}\s*catch\s*(?:\(\w+\)\s*)?\{\s*\}[\s;]*$/;

const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
/** In a script, brackets and signs of assignment are more than literals: so are functions. */
const CODE = /[()=;!?&|<>*/%^~`@#\\]/;

/** The arguments between two places, if each is a literal: strings, numbers, words, lists, objects. */
function argumentsIn(text: string, [start, end]: Stretch): readonly Stretch[] | undefined {
  if (start === end) return [];
  const found: Stretch[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE || code === APOSTROPHE) at = closingQuote(text, at, end);
    else if (isOpening(code)) depth += 1;
    else if (isClosing(code)) depth -= 1;
    else if (code === COMMA && depth === 0) {
      found.push(trimmed(text, from, at));
      from = at + 1;
    } else if (code < 0x80 && code > 0x20 && CODE.test(text.charAt(at))) return undefined;
    if (depth < 0 || at >= end) return undefined;
  }
  found.push(trimmed(text, from, end));
  const areLiterals = found.every((one) => isLiteral(text, one));
  return depth === 0 && areLiterals ? found : undefined;
}

/** Index of the quote that ends a string; `end` where none does. */
function closingQuote(text: string, start: number, end: number): number {
  const quote = text.charCodeAt(start);
  let at = start + 1;
  while (at < end && text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return Math.min(at, end);
}

const LITERAL = /^(?:[[{"']|[-+]?[\d.]|(?:true|false|null|undefined|NaN)$)/;

function isLiteral(text: string, [start, end]: Stretch): boolean {
  return LITERAL.test(text.slice(start, Math.min(end, start + 16)));
}

function trimmed(text: string, start: number, end: number): Stretch {
  const part = text.slice(start, end);
  const lead = part.length - part.trimStart().length;
  return [start + lead, Math.max(start + lead, end - (part.length - part.trimEnd().length))];
}

const isOpening = (code: number) => code === 0x5b || code === 0x7b;
const isClosing = (code: number) => code === 0x5d || code === 0x7d;
