import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Ajv from 'ajv';
import { afterEach, describe, expect, test } from 'vitest';
import { LEDGER_SCHEMA } from '../ledger/schema.ts';
import { clearLedgers, clusterLedger } from './cluster-ledger.ts';

/** Milliseconds that a server may say nothing. */
const PATIENCE = 200;

const isLine = new Ajv().compile(LEDGER_SCHEMA);
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A server of a cluster whose ledger is what `listener` answers. */
async function member(id: string, listener: RequestListener, endedAt?: number) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { id, target: { id, port }, endedAt, forgetEnd: () => undefined };
}

const gone = (id: string, endedAt: number) => ({
  id,
  target: undefined,
  endedAt,
  forgetEnd: () => undefined,
});

const comment = (sequence: number, time: number, text = 'keep-alive') =>
  `${JSON.stringify({ sequence, time, connection: 'k1', transport: 'sse', kind: 'comment', text })}\n`;
const end = (entries: number, lost = 0) => `${JSON.stringify({ kind: 'end', entries, lost })}\n`;
const written = (...lines: string[]): RequestListener => {
  return (_request, response) => response.end(lines.join(''));
};

async function read(...members: Parameters<typeof clusterLedger>[0]) {
  let text = '';
  for await (const piece of await clusterLedger(members, '', PATIENCE)) text += piece;
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('joins the ledgers in the order of time, and every line is as the schema says', async () => {
  const lines = await read(
    await member('s1', written(comment(1, 10.5), comment(2, 30), end(2, 3))),
    await member('s2', written(end(0))),
    await member('s3', written(comment(8, 10.25), comment(9, 20), comment(10, 40), end(3, 4))),
  );
  expect(lines.map(({ server, sequence }) => `${server} ${sequence}`).slice(0, -1)).toEqual([
    ...['s3 8', 's1 1', 's3 9', 's1 2', 's3 10'],
  ]);
  expect(lines.at(-1)).toEqual({ kind: 'end', entries: 5, lost: 7 });
  for (const line of lines) expect([line, isLine(line)]).toEqual([line, true]);
});

test('reads large ledgers piece by piece, however they are cut', async () => {
  const long = '말'.repeat(3000);
  const large: RequestListener = async (_request, response) => {
    const bytes = Buffer.from(
      `${Array.from({ length: 200 }, (_, at) => comment(at, at, long)).join('')}${end(200)}`,
    );
    for (let at = 0; at < bytes.length; at += 10_007) {
      response.write(bytes.subarray(at, at + 10_007));
      await new Promise(setImmediate);
    }
    response.end();
  };
  const lines = await read(await member('s1', large), await member('s2', large));
  expect(lines.at(-1)).toEqual({ kind: 'end', entries: 400, lost: 0 });
  expect(lines.every(({ kind, text }) => kind === 'end' || text === long)).toBe(true);
  expect(lines.map(({ time = 1000 }) => time)).toEqual(
    lines.map(({ time = 1000 }) => time).toSorted((a, b) => a - b),
  );
});

describe('says whose entries are missing, and why', () => {
  test('of a server that hangs, at once or in the middle', async () => {
    const lines = await read(
      await member('s1', () => undefined),
      await member('s2', written(comment(1, 1), end(1))),
      await member('s3', (_request, response) => response.write(comment(1, 2))),
    );
    expect(lines.map(({ server }) => server)).toEqual(['s2', 's3', undefined]);
    const reason = 'It said nothing for 0.2 s.';
    expect(lines.at(-1).missing).toEqual([
      { server: 's1', reason },
      { server: 's3', reason },
    ]);
    expect(isLine(lines.at(-1))).toBe(true);
  });

  test('of a server that ends while it is read, or ended before', async () => {
    const cut: RequestListener = (_request, response) => {
      response.write(comment(1, 1));
      setTimeout(() => response.destroy(), 30);
    };
    const back = await member('s3', written(comment(1, 3), end(1)), Date.UTC(2026, 10, 20, 16));
    const lines = await read(await member('s1', cut), gone('s2', 0), back);
    expect(lines.map(({ server }) => server)).toEqual(['s1', 's3', undefined]);
    expect(lines.at(-1).missing).toEqual([
      { server: 's2', reason: expect.stringContaining('1970-01-01T00:00:00.000Z') },
      {
        server: 's3',
        reason: 'It ended at 2026-11-20T16:00:00.000Z and took its ledger with it.',
      },
      { server: 's1', reason: 'It ended while its ledger was read.' },
    ]);
  });
});

test('what the servers refuse is refused, and is no entry', async () => {
  const refusing = await member('s1', (_request, response) =>
    response.writeHead(400).end('{"error":"No such parameter.","whatToDo":"Leave it out."}'),
  );
  await expect(clusterLedger([refusing], '?x', PATIENCE)).rejects.toMatchObject({
    statusCode: 400,
    message: 'No such parameter.',
    whatToDo: 'Leave it out.',
  });
});

test('emptying names the servers that hang', async () => {
  const quick = await member('s1', (_request, response) => response.writeHead(204).end());
  const hanging = await member('s2', () => undefined);
  await clearLedgers([quick, gone('s3', 0)], PATIENCE);
  await expect(clearLedgers([quick, hanging], PATIENCE)).rejects.toMatchObject({
    statusCode: 504,
    message: 'The ledger of s2 could not be emptied within 0.2 s.',
  });
});
