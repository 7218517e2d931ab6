/** Characters of the log in one piece. */
const PIECE = 4_000_000;

/** Puts the lines of a log, each with its line feed, together as a file: never as one string. */
export function fileOf(lines: Iterable<string>): Blob {
  return new Blob(piecesOf(lines), { type: 'application/x-ndjson' });
}

/** Puts lines together in pieces of some megabytes, which the browser keeps for us. */
export function piecesOf(lines: Iterable<string>): Blob[] {
  const pieces: Blob[] = [];
  let piece: string[] = [];
  let length = 0;
  const flush = () => {
    if (length > 0) pieces.push(new Blob(piece));
    piece = [];
    length = 0;
  };
  for (const line of lines) {
    piece.push(line);
    length += line.length;
    if (length > PIECE) flush();
  }
  flush();
  return pieces;
}
