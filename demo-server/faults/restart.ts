import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** Takes a server out of the net for a while, as a restart does. */
export class Restart {
  private server: Server | undefined;
  private address: AddressInfo | undefined;
  private forget: () => void = () => undefined;
  private timer: NodeJS.Timeout | undefined;
  /** Every connection, upgraded ones too, of which the server itself knows no more. */
  private readonly sockets = new Set<Socket>();

  /** Says which server it is about, before it listens. */
  of(server: Server, forget: () => void): void {
    this.server = server;
    this.forget = forget;
    server.on('listening', () => {
      this.address = server.address() as AddressInfo;
    });
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  /** Nobody can connect for so many milliseconds. */
  begin(milliseconds: number): void {
    const { server, address } = this;
    if (!server?.listening || !address) return;
    server.close(() => {
      this.timer = setTimeout(() => server.listen(address.port, address.address), milliseconds);
    });
    // The answer that orders it still goes out.
    setTimeout(() => this.cutOff(), 20);
    this.forget();
  }

  /** Ends every connection, whatever it is. */
  cutOff(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** The server closes for good. */
  end(): void {
    clearTimeout(this.timer);
  }
}
