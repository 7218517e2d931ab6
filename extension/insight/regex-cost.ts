/** What an expression may cost at worst, judged by its shape. */
export type RegexCost =
  | { readonly kind: 'bounded'; readonly reach: number }
  | { readonly kind: 'endless'; readonly reason: string };

/**
 * Characters looked at, by the number of open-ended repetitions. A search may try each of them at
 * each place, so that its steps grow with a power of the length: some hundred million at most.
 */
const REACH = [1024 * 1024, 16 * 1024, 1024, 256, 128];
const ENDLESS = 'A repetition inside a repetition can take for ever on some texts.';
const AMBIGUOUS = 'Repeated alternatives that begin alike can take for ever on some texts.';

interface Group {
  /** Holds an open-ended repetition. */
  repeats: boolean;
  /** First character of each alternative; '' where it is no plain character. */
  readonly starts: string[];
  atStart: boolean;
}

/** One piece of an expression: an escape, a class, a group's border, a repetition, a character. */
const PIECE =
  /\\[pPkux]\{[^}]*\}|\\k<[^>]*>|\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?|\)|[*+?]\??|\{\d+(?:,\d*)?\}\??|\||./gsu;

/**
 * Judges an expression by its shape: how many open-ended repetitions it has, and whether one lies
 * within another or repeats alternatives that may match the same text, which is what makes
 * backtracking explode. An expression that is no expression is for RegExp to refuse.
 */
export function regexCost(source: string): RegexCost {
  const groups: Group[] = [newGroup()];
  let closed: Group | undefined;
  let repetitions = 0;
  for (const [piece] of source.matchAll(PIECE)) {
    const group = groups.at(-1) ?? newGroup();
    if (isOpenEnded(piece)) {
      if (closed?.repeats) return { kind: 'endless', reason: ENDLESS };
      if (closed && isAmbiguous(closed)) return { kind: 'endless', reason: AMBIGUOUS };
      repetitions += 1;
      group.repeats = true;
    }
    closed = undefined;
    if (piece.startsWith('(')) {
      note(group, '');
      groups.push(newGroup());
    } else if (piece === ')') {
      closed = groups.length > 1 ? groups.pop() : undefined;
      const outer = groups.at(-1);
      if (outer && closed?.repeats) outer.repeats = true;
    } else if (piece === '|') group.atStart = true;
    else note(group, piece);
  }
  return { kind: 'bounded', reach: REACH[repetitions] ?? 64 };
}

/** The text as an expression that finds just this text. */
export function literalSource(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function newGroup(): Group {
  return { repeats: false, starts: [], atStart: true };
}

function note(group: Group, piece: string): void {
  if (!group.atStart) return;
  group.atStart = false;
  group.starts.push(/^[\w\s]$/.test(piece) ? piece.toLowerCase() : '');
}

function isOpenEnded(piece: string): boolean {
  return /^(?:[*+]\??|\{\d+,\}\??|\{\d+,\d{3,}\}\??)$/.test(piece);
}

function isAmbiguous({ starts }: Group): boolean {
  if (starts.length < 2) return false;
  return starts.includes('') || new Set(starts).size < starts.length;
}
