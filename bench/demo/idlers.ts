// Connections that wait, in a process of their own: server-sent events, WebSockets and long polls.
import { connect, type Socket } from 'node:net';

const [port = '0', count = '0'] = process.argv.slice(2);
/** Connections opened in a second: the server allows an address so many requests. */
const RATE = 1500;

const HEAD = 'Host: 127.0.0.1\r\n';
const UPGRADE =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
const KINDS = [
  `GET /api/events/chat HTTP/1.1\r\n${HEAD}\r\n`,
  `GET /ws?topic=chat HTTP/1.1\r\n${HEAD}${UPGRADE}\r\n`,
  `GET /api/long-poll/chat HTTP/1.1\r\n${HEAD}\r\n`,
];

let told = 0;
let open = 0;
const sockets: Socket[] = [];

function idle(kind: string): void {
  const socket = connect(Number(port), '127.0.0.1', () => socket.write(kind));
  let isTold = false;
  open += 1;
  socket.on('data', (data) => {
    if (isTold || !data.includes('idle-news')) return;
    isTold = true;
    told += 1;
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    open -= 1;
  });
  sockets.push(socket);
}

const start = performance.now();
for (let number = 0; number < Number(count); number += 1) {
  idle(KINDS[number % KINDS.length] ?? '');
  const due = start + (number * 1000) / RATE;
  if (number % 50 === 0)
    await new Promise((done) => setTimeout(done, Math.max(0, due - performance.now())));
}
await new Promise((done) => setTimeout(done, 1_500));
process.send?.({ open });
process.on('message', () => process.send?.({ open, told }));
process.on('disconnect', () => process.exit(0));
