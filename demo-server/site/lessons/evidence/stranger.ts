import { randomName } from '../../transports/client-name.ts';
import { parsed } from '../../transports/reading.ts';

/** How this server received a page of another origin. */
export interface Knock {
  readonly origin: string;
  readonly host: string;
  /** Whether the browser let this page read an ordinary answer. */
  readonly readable: boolean;
  /** What the server says it answered the WebSocket's handshake: the browser does not tell. */
  readonly status: number | undefined;
}

/**
 * Goes to this server by another of its names, `localhost` or `127.0.0.1`: to the browser that is
 * another origin, which an ordinary request may not read and a WebSocket may reach.
 */
export async function knock(client: string): Promise<Knock> {
  const other = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  const host = `${other}:${location.port}`;
  const name = `${client}${randomName()}`;
  const readable = await fetch(`http://${host}/healthz`).then(
    () => true,
    () => false,
  );
  await new Promise<void>((done) => {
    const socket = new WebSocket(`ws://${host}/ws?client=${name}`);
    socket.onopen = () => socket.close();
    socket.onclose = () => done();
  });
  return { origin: location.origin, host, readable, status: await statusOf(name) };
}

async function statusOf(name: string): Promise<number | undefined> {
  const ledger = await (await fetch(`/api/ledger?url=${name}`)).text();
  for (const line of ledger.split('\n')) {
    const entry = parsed(line);
    if (typeof entry === 'object' && entry !== null && 'status' in entry)
      return typeof entry.status === 'number' ? entry.status : undefined;
  }
  return undefined;
}
