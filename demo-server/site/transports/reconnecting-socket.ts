import { reasonOf } from './reading.ts';
import { openSocketPen, type SocketPen } from './socket-pen.ts';
import { RETRY_DELAY, type Reception } from './transport.ts';
import { wait } from './wait.ts';

/** What is done with each new socket: set up its listeners for `open` and `message`. */
type Serve = (socket: WebSocket, pen: SocketPen) => void;

/** Where to connect to; a function is asked anew for each connection. */
type Path = string | (() => Promise<string>);

/** Keeps a WebSocket open: a new one follows each that was lost, until the signal is aborted. */
export function keepOpen(
  path: Path,
  protocols: readonly string[],
  serve: Serve,
  reception: Reception,
  signal: AbortSignal,
): void {
  const retry = (reason: string) => {
    if (signal.aborted) return;
    reception.state({ kind: 'retrying', reason });
    void wait(RETRY_DELAY, signal).then(connect);
  };
  const connect = async () => {
    if (signal.aborted) return;
    reception.state({ kind: 'connecting' });
    try {
      const at = typeof path === 'string' ? path : await path();
      if (!signal.aborted) openAt(at, protocols, serve, reception, signal, retry);
    } catch (error) {
      retry(reasonOf(error));
    }
  };
  void connect();
}

function openAt(
  path: string,
  protocols: readonly string[],
  serve: Serve,
  reception: Reception,
  signal: AbortSignal,
  retry: (reason: string) => void,
): void {
  reception.request();
  const pen = openSocketPen(reception, path);
  const socket = new WebSocket(socketUrl(path), [...protocols]);
  socket.binaryType = 'arraybuffer';
  const leave = () => socket.close(1000, 'stopped');
  socket.addEventListener('open', () => pen.accepted(socket.protocol));
  socket.addEventListener('close', ({ code, reason }) => {
    signal.removeEventListener('abort', leave);
    pen.closed(`close ${code} ${reason}`.trim());
    retry(`Closed with ${code} ${reason}`.trim());
  });
  serve(socket, pen);
  // After those of the protocol: it may have a last word.
  signal.addEventListener('abort', leave);
}

/** Address of a socket on the server this page came from. */
export function socketUrl(path: string): string {
  return new URL(path, location.href.replace(/^http/, 'ws')).href;
}
