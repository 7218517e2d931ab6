import { type FileHandle, open } from 'node:fs/promises';
import { Failure } from './failure.ts';

/**
 * Opens a file to write a log into, before anything else is done: a recording must not end
 * with the news that it cannot be kept. What the file holds stays until there is something new.
 *
 * @throws {Failure} where the file cannot be written
 */
export async function openLogFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'a');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Failure(`${path} cannot be written (${code}). Choose another place with --out.`);
  }
}

/** Writes all pieces and closes the file. Returns how many lines there were. */
export async function writePieces(
  file: FileHandle,
  pieces: AsyncIterable<string>,
): Promise<number> {
  let lines = 0;
  try {
    if ((await file.stat()).isFile()) await file.truncate(0);
    for await (const piece of pieces) {
      await file.write(piece);
      for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1)) lines += 1;
    }
  } finally {
    await file.close();
  }
  return lines;
}
