import { decodeForm, type Transcoded, verbatim } from '../../bytes/transcoded.ts';
import type { Transport } from './address.ts';
import {
  argument,
  behindBlank,
  behindBlankLine,
  behindScript,
  eventData,
  lineEnd,
  startOf,
} from './markup.ts';

const LF = 0x0a;
const AMPERSAND = 0x26;

/** What a transport puts around a frame. */
export type Wrapped =
  | { readonly kind: 'frame'; readonly content: Transcoded }
  /** Nothing that a client would hand on: blank lines, the head of a page, `ok`. */
  | { readonly kind: 'padding'; readonly summary: string }
  | { readonly kind: 'foreign' };

/** How one transport cuts its bytes into frames. */
export interface Framing {
  /**
   * Offset behind the first block, looking from `from` on; `undefined` while its end is not there.
   * A block that the body's end closes is for `read` alone.
   */
  endOf(bytes: Uint8Array, from: number): number | undefined;
  read(block: Uint8Array): Wrapped;
  /** What is missing where the body ends before the block does; absent where nothing is. */
  readonly terminator?: string;
}

/** One message, one frame. */
const MESSAGE: Framing = {
  endOf: () => undefined,
  read: (block) => ({ kind: 'frame', content: verbatim(block, 0, block.length) }),
};

/** `a["x"]` and LF. */
const LINES: Framing = {
  endOf(bytes, from) {
    const end = bytes.indexOf(LF, from);
    return end < 0 ? undefined : end + 1;
  },
  read(block) {
    const end = block.at(-1) === LF ? block.length - 1 : block.length;
    if (end === 0) return { kind: 'padding', summary: '(blank line)' };
    return { kind: 'frame', content: verbatim(block, 0, end) };
  },
  terminator: 'line end',
};

/** `data: a["x"]`, CR LF, CR LF. What might end a line is percent-encoded, and so is `%`. */
const EVENTS: Framing = {
  endOf: (bytes, from) => behindBlankLine(bytes, Math.max(0, from - 3)),
  read(block) {
    const lead = behindBlank(block, 0);
    if (lead === block.length) return { kind: 'padding', summary: 'prelude' };
    const name = DATA.exec(startOf(block.subarray(lead)))?.[0];
    if (name === undefined) return { kind: 'foreign' };
    const start = lead + name.length;
    const end = lineEnd(block, start);
    if (behindBlank(block, end) < block.length) return { kind: 'foreign' };
    return { kind: 'frame', content: eventData(block, start, end) };
  },
  terminator: 'blank line',
};

/** `<script>`, `p("a[\"x\"]");`, `</script>`, each on a line. */
const SCRIPTS: Framing = {
  endOf: behindScript,
  read(block) {
    if (behindBlank(block, 0) === block.length) return { kind: 'padding', summary: '(blank line)' };
    const content = argument(block, SCRIPT_HEAD, SCRIPT_TAIL);
    if (content) return { kind: 'frame', content };
    return PAGE.test(startOf(block))
      ? { kind: 'padding', summary: 'prelude' }
      : { kind: 'foreign' };
  },
  terminator: '</script>',
};

/** A whole body that calls the client's function: `/**\/cb("a[\"x\"]");`. */
const CALL: Framing = {
  endOf: () => undefined,
  read(block) {
    const content = argument(block, CALL_HEAD, CALL_TAIL);
    return content ? { kind: 'frame', content } : { kind: 'foreign' };
  },
};

/** A form with the array in `d`, or the array alone; answered by `ok`. */
const FORM: Framing = {
  endOf: () => undefined,
  read(block) {
    const start = startOf(block.subarray(0, 2));
    if (start === 'ok' && block.length === 2) return { kind: 'padding', summary: 'ok' };
    if (start !== 'd=') return MESSAGE.read(block);
    const next = block.indexOf(AMPERSAND);
    const end = next < 0 ? block.length : next;
    return { kind: 'frame', content: decodeForm(block, 2, end) };
  },
};

const FRAMINGS: Readonly<Record<Transport, Framing>> = {
  websocket: MESSAGE,
  xhr_streaming: LINES,
  xhr: LINES,
  eventsource: EVENTS,
  htmlfile: SCRIPTS,
  jsonp: CALL,
  xhr_send: MESSAGE,
  jsonp_send: FORM,
};

/** How a transport cuts what is received, or the bodies that are sent. */
export function framingOf(transport: Transport): Framing {
  return FRAMINGS[transport];
}

const DATA = /^data: ?/;
const PAGE = /^\s*<!doctype html>[\s\S]*\bc\.start\(\)/i;
const SCRIPT_HEAD = /^<script>\s*p\("/;
const SCRIPT_TAIL = /^"\);?\s*<\/script>\s*$/;
const CALL_HEAD = /^(?:\/\*\*\/)?[\w.$-]+\("/;
const CALL_TAIL = /^"\);?\s*$/;
