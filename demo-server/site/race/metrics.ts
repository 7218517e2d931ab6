/** What the race shows of the server. */
export interface ServerFigures {
  /** Bytes the process holds in memory. */
  readonly memory: number;
  /** Open connections by the ledger's names of transports. */
  readonly connections: Readonly<Record<string, number>>;
}

/** Reads Prometheus' text format, as far as the race needs it. */
export function figuresIn(text: string): ServerFigures {
  let memory = 0;
  const connections: Record<string, number> = {};
  for (const line of text.split('\n')) {
    const [, name = '', labels = '', value = ''] =
      /^([a-z_]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === 'process_resident_memory_bytes') memory = Number(value);
    const transport = /transport="([^"]+)"/.exec(labels)?.[1];
    if (name === 'pushscope_connections' && transport !== undefined)
      connections[transport] = Number(value);
  }
  return { memory, connections };
}
