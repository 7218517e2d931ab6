import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes a server out of the net for a while, as a restart does. */
export class Restart {
  private server: Server | undefined;
  private address: AddressInfo | undefined;
  private forget: () => void = () => undefined;
  private timer: NodeJS.Timeout | undefined;

  /** Says which server it is about, once it listens. `forget` empties its memory. */
  of(server: Server, address: AddressInfo, forget: () => void): void {
    this.server = server;
    this.address = address;
    this.forget = forget;
  }

  /** Nobody can connect for so many milliseconds. */
  begin(milliseconds: number): void {
    const { server, address } = this;
    if (!server?.listening || !address) return;
    server.close(() => {
      this.timer = setTimeout(() => server.listen(address.port, address.address), milliseconds);
    });
    // The answer that orders it still goes out.
    setTimeout(() => server.closeAllConnections(), 20);
    this.forget();
  }

  /** The server closes for good. */
  end(): void {
    clearTimeout(this.timer);
  }
}
