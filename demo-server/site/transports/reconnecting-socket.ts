import { RETRY_DELAY, type Reception } from './transport.ts';
import { wait } from './wait.ts';

/** What is done with each new socket: set up its listeners for `open` and `message`. */
type Serve = (socket: WebSocket) => void;

/** Keeps a WebSocket open: a new one follows each that was lost, until the signal is aborted. */
export function keepOpen(
  open: () => WebSocket,
  serve: Serve,
  reception: Reception,
  signal: AbortSignal,
): void {
  const connect = () => {
    if (signal.aborted) return;
    reception.request();
    reception.state({ kind: 'connecting' });
    const socket = open();
    socket.binaryType = 'arraybuffer';
    const leave = () => socket.close(1000, 'stopped');
    signal.addEventListener('abort', leave);
    socket.addEventListener('close', ({ code, reason }) => {
      signal.removeEventListener('abort', leave);
      if (signal.aborted) return;
      reception.state({ kind: 'retrying', reason: `Closed with ${code} ${reason}`.trim() });
      void wait(RETRY_DELAY, signal).then(connect);
    });
    serve(socket);
  };
  connect();
}

/** Address of a socket on the server this page came from. */
export function socketUrl(path: string): string {
  return new URL(path, location.href.replace(/^http/, 'ws')).href;
}
