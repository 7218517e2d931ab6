import { request as ask, type IncomingMessage, STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Refusal } from '../refusal.ts';
import { notInTime, notThere } from './forward.ts';
import { answerHeaders, type RawHeaders, upgradeHeaders } from './passed-headers.ts';
import type { Target } from './rotation.ts';

/** How long one side may take to end, once the other is gone and while nothing moves (milliseconds). */
const LINGER = 5_000;
/** When a silent connection is asked whether it is still there (milliseconds). */
const KEEP_ALIVE = 30_000;

/** An upgraded connection is bytes both ways, once the server has agreed to it. */
export function tunnel(
  request: IncomingMessage,
  client: Duplex,
  head: Buffer,
  target: Target,
  cookie: string | undefined,
  patience: number,
): void {
  const { method, url: path } = request;
  const place = { host: '127.0.0.1', port: target.port, method, path, agent: false };
  const onward = ask({ ...place, headers: upgradeHeaders(request) });
  const timer = setTimeout(() => {
    refuseUpgrade(client, notInTime(target, patience));
    onward.destroy();
  }, patience);
  const leave = () => onward.destroy();
  client.once('close', leave);
  onward.once('close', () => clearTimeout(timer));
  onward.on('error', () => refuseUpgrade(client, notThere(target)));
  onward.on('upgrade', (answer, server, serverHead) => {
    clearTimeout(timer);
    client.off('close', leave);
    const agreed = ['Connection', 'Upgrade', 'Upgrade', answer.headers.upgrade ?? ''];
    client.write(headOf(answer, [...agreed, ...answerHeaders(answer, target.id, cookie)]));
    client.write(serverHead);
    server.write(head);
    join(client, server);
  });
  onward.on('response', (answer) => {
    clearTimeout(timer);
    const headers = answerHeaders(answer, target.id, cookie);
    client.write(headOf(answer, ['Connection', 'close', ...headers]));
    answer.pipe(client);
    answer.on('error', () => client.destroy());
  });
  onward.end();
}

/** Answers a handshake that no server has answered. */
export function refuseUpgrade(client: Duplex, refusal: Refusal): void {
  if (client.writableEnded || client.destroyed) return;
  const body = JSON.stringify(refusal);
  const headers = [
    ...['Connection', 'close', 'Content-Type', 'application/json; charset=utf-8'],
    ...['Content-Length', String(Buffer.byteLength(body))],
  ];
  client.end(headOf({ statusCode: refusal.statusCode }, headers) + body);
}

function headOf(
  { statusCode = 502, statusMessage }: Pick<IncomingMessage, 'statusCode' | 'statusMessage'>,
  headers: RawHeaders,
): string {
  const reason = statusMessage ?? STATUS_CODES[statusCode] ?? '';
  const lines = [`HTTP/1.1 ${statusCode} ${reason}`];
  for (let at = 0; at < headers.length; at += 2) lines.push(`${headers[at]}: ${headers[at + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function join(client: Duplex, server: Duplex): void {
  client.pipe(server).pipe(client);
  for (const [one, other] of [
    [client, server],
    [server, client],
  ] as const) {
    if (one instanceof Socket) one.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE);
    one.on('error', () => other.destroy());
    one.once('close', () => letEnd(one, other));
  }
}

/** What `one` said before it ended still has to reach the other; who was cut off said nothing more. */
function letEnd(one: Duplex, other: Duplex): void {
  if (!one.readableEnded) other.destroy();
  else if (other instanceof Socket) other.setTimeout(LINGER, () => other.destroy());
}
