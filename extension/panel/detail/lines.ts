/**
 * Where the rows of a text begin when it is broken at line ends and at `columns` characters, so that
 * rows of one height can be windowed however long the text and its lines are. Pairs of surrogates
 * stay together. The last entry is the text's length.
 */
export function lineStarts(text: string, columns: number): readonly number[] {
  const starts: number[] = [];
  let lineStart = 0;
  while (lineStart <= text.length) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline < 0 ? text.length : newline + 1;
    starts.push(lineStart);
    for (let at = lineStart + columns; at < lineEnd - (newline < 0 ? 0 : 1); at += columns) {
      if (isLowSurrogate(text, at)) at -= 1;
      starts.push(at);
    }
    lineStart = newline < 0 ? text.length + 1 : lineEnd;
  }
  starts.push(text.length);
  return starts;
}

/** The text of one row, without its line end. */
export function lineAt(text: string, starts: readonly number[], row: number): string {
  const line = text.slice(starts[row], starts[row + 1]);
  return line.replace(/\r?\n$/, '');
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
