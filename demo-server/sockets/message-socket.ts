/** What carries whole messages both ways: a WebSocket, or something that stands in for one. */
export interface MessageSocket {
  /** Subprotocol chosen; empty for none. */
  readonly protocol: string;
  readonly isOpen: boolean;
  /** Aborted when the connection is over. */
  readonly over: AbortSignal;
  onMessage(listener: (data: string | Uint8Array) => void): void;
  send(data: string | Uint8Array, isHeartBeat?: boolean): void;
  close(code?: number, reason?: string): void;
}
