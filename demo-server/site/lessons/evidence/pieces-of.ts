import { LESSON_TOPIC } from '../lesson-bench.ts';
import { type Pieces, withPiece } from './readings.ts';

/** Lines that are read. */
const LINES = 100;
/** How long is waited for them, in milliseconds: the topic may be young. */
const PATIENCE = 5000;

/** Reads what the topic remembers as NDJSON, and counts how the network cut it. */
export async function piecesOf(client: string): Promise<Pieces> {
  const path = `/api/ndjson/${LESSON_TOPIC}?cursor=0&count=${LINES}&client=${client}`;
  let counted: Pieces = { pieces: 0, lines: 0, cut: 0 };
  try {
    const response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE) });
    const decoder = new TextDecoder();
    const reader = response.body?.getReader();
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read())
      counted = withPiece(counted, decoder.decode(piece.value, { stream: true }));
  } catch {
    // Time is over: what came until then is counted.
  }
  return counted;
}
