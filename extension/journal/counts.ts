/** What the journal has counted since it was made or cleared. Bytes are payload bytes on the wire. */
export interface Counts {
  /** Messages captured, those dropped since included. */
  readonly messages: number;
  /** Payload bytes by direction. */
  readonly sent: number;
  readonly received: number;
  /** Messages given up because of a limit, in the page or here. */
  readonly dropped: number;
  /** Connections given up because of the limit. */
  readonly droppedConnections: number;
  /** Events proved lost by a gap in the running numbers. */
  readonly missing: number;
  /** Events refused by the guard. */
  readonly refused: number;
  /** Messages left out because the person had paused recording. */
  readonly paused: number;
  /** Messages of which only the beginning was kept. */
  readonly truncated: number;
  /** Messages whose payload could not be had. */
  readonly uncaptured: number;
}

export function noCounts(): { -readonly [Key in keyof Counts]: Counts[Key] } {
  return {
    messages: 0,
    sent: 0,
    received: 0,
    dropped: 0,
    droppedConnections: 0,
    missing: 0,
    refused: 0,
    paused: 0,
    truncated: 0,
    uncaptured: 0,
  };
}
