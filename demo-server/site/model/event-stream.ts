/**
 * Reads the data of server-sent events from a streamed body. The page needs only what this server
 * writes: lines that end in LF, one `data` line per event. Returns a function to feed pieces to.
 */
export function eventDataIn(): (piece: Uint8Array) => string[] {
  const decoder = new TextDecoder();
  let rest = '';
  return (piece) => {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    return lines.filter((line) => line.startsWith('data: ')).map((line) => line.slice(6));
  };
}
