// WebSocket subscribers of one server, in a process of their own: they count what they hear.
import { once } from 'node:events';
import WebSocket from 'ws';

const [url = '', count = '0'] = process.argv.slice(2);
const sockets: WebSocket[] = [];
let heard = 0;

for (let opened = 0; opened < Number(count); opened += 50) {
  const some = Array.from({ length: Math.min(50, Number(count) - opened) }, () => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    socket.on('message', () => {
      heard += 1;
    });
    return socket;
  });
  await Promise.all(some.map((socket) => once(socket, 'open')));
  sockets.push(...some);
}

interface Order {
  /** Messages that the first subscriber is to publish, */
  readonly publish: number;
  /** so many in a second; 0 is as fast as they come back. */
  readonly rate: number;
  readonly text: string;
}

/** Milliseconds from the first message until everybody has heard everything, or nothing comes any more. */
async function run({
  publish,
  rate,
  text,
}: Order): Promise<{ heard: number; milliseconds: number }> {
  heard = 0;
  const wanted = publish * sockets.length;
  const start = performance.now();
  for (let sent = 0; sent < publish; sent += 1) {
    sockets[0]?.send(text);
    // As fast as they come back: never more than some rounds ahead.
    while (rate === 0 && heard < (sent - 4) * sockets.length) await pause(1);
    if (rate > 0) await pause(Math.max(0, start + ((sent + 1) * 1000) / rate - performance.now()));
  }
  let last = { heard: -1, at: performance.now() };
  while (heard < wanted && performance.now() - last.at < 5_000) {
    if (heard !== last.heard) last = { heard, at: performance.now() };
    await pause(5);
  }
  return { heard, milliseconds: performance.now() - start };
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

// The welcome is not counted.
await pause(300);
process.send?.({ ready: true });
process.on('message', (order: Order) => void run(order).then((result) => process.send?.(result)));
process.on('disconnect', () => process.exit(0));
