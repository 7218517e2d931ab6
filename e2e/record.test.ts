import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { ROOT } from '../cli/places.ts';
import schema from '../extension/formats/ndjson/schema.json' with { type: 'json' };
import { type LogLine, linesOf, parseLines } from './lines.ts';

/** A page that knows nothing of this project. */
const PAGE = `<!doctype html><title>elsewhere</title><script>
  setInterval(() => fetch('/clock').then((answer) => answer.json()), 300);
  const socket = new WebSocket('ws://' + location.host);
  socket.onopen = () => { socket.send('hello'); socket.send(new Uint8Array([0, 255])); };
  const source = new EventSource('/news');
  setTimeout(() => { socket.send('the magic word'); }, 1_500);
</script>`;

/** One that asks, never stops loading, and goes elsewhere by itself. */
const STUBBORN = `<!doctype html><title>stubborn</title><script>
  fetch('/clock?before').then((answer) => answer.text());
  alert('Hello?');
  setTimeout(() => { location.href = '/stubborn-still'; }, 500);
</script>`;
const STILL = `<!doctype html><title>still</title><script>
  fetch('/clock?after').then((answer) => answer.text());
</script>`;

let server: Server;
let url: string;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pushscope-record-'));
  server = createServer((request, response) => {
    if (request.url?.startsWith('/clock'))
      response.setHeader('content-type', 'application/json').end('{"now":1}');
    else if (request.url === '/news') {
      response.setHeader('content-type', 'text/event-stream');
      response.write('id: 1\ndata: first\n\nevent: odd\ndata: second\n\n');
    } else if (request.url?.startsWith('/stubborn')) {
      response.setHeader('content-type', 'text/html');
      response.write(request.url === '/stubborn' ? STUBBORN : STILL);
    } else if (request.url === '/nothing') response.writeHead(404).end();
    else response.setHeader('content-type', 'text/html').end(PAGE);
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) =>
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })),
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(() => {
  server?.closeAllConnections();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly errors: string;
}

/** Starts `npm run record` as a person does, in a process group of its own. */
function record(...parameters: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const options = {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'],
  };
  const child = spawn('npm', ['run', '--silent', 'record', '--', ...parameters], options);
  let errors = '';
  child.stderr?.on('data', (piece: Buffer) => {
    errors += piece.toString();
  });
  const ended = new Promise<Ended>((done) => child.once('close', (code) => done({ code, errors })));
  return { child, ended };
}

function readLog(path: string): LogLine[] {
  return parseLines<LogLine>(readFileSync(path, 'utf8'));
}

function expectValid(lines: readonly LogLine[]): void {
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(schema);
  const invalid = lines.filter((line) => !validate(line));
  expect(invalid).toEqual([]);
  expect(lines[0]?.kind).toBe('log');
  expect(lines.at(-1)?.kind).toBe('end');
}

describe('npm run record', () => {
  it('records a page it never saw before: complete, and valid by the schema', async () => {
    const out = join(folder, 'run.ndjson');
    const { code, errors } = await record(url, '--for', '4s', '--out', out).ended;
    expect(errors).toContain('lines in');
    expect(code).toBe(0);
    const lines = readLog(out);
    expectValid(lines);
    const texts = linesOf(lines, 'message').map((line) => line.text ?? line.base64);
    expect(texts.filter((text) => text === 'hello')).toHaveLength(2);
    expect(texts.filter((text) => text === 'AP8=')).toHaveLength(2);
    expect(texts.filter((text) => text === '{"now":1}').length).toBeGreaterThan(5);
    const events = linesOf(lines, 'message').filter((line) => line.type === 'event');
    expect(events).toMatchObject([
      { text: 'first', event: { type: 'message', id: '1' } },
      { text: 'second', event: { type: 'odd', id: '1' } },
    ]);
    expect(linesOf(lines, 'channel')).toContainEqual(expect.objectContaining({ type: 'polling' }));
    expect(linesOf(lines, 'end')).toMatchObject([
      { messages: texts.length, dropped: 0, truncated: 0 },
    ]);
  });

  it('records a page that asks, never stops loading, and goes elsewhere by itself', async () => {
    const out = join(folder, 'stubborn.ndjson');
    const { code } = await record(`${url}stubborn`, '--for', '3s', '--out', out).ended;
    expect(code).toBe(0);
    const lines = readLog(out);
    expectValid(lines);
    const asked = linesOf(lines, 'connection').map((line) => new URL(line.url).search);
    expect(asked).toEqual(['?before', '?after']);
  });

  it('leaves a complete file where there is no page but the browser’s own', async () => {
    const out = join(folder, 'nothing.ndjson');
    const { code } = await record(`${url}nothing`, '--for', '1s', '--out', out).ended;
    expect(code).toBe(0);
    expectValid(readLog(out));
  });

  it('stops as soon as a message contains the text', async () => {
    const out = join(folder, 'until.ndjson');
    const { code } = await record(url, '--until', 'magic word', '--for', '30s', '--out', out).ended;
    expect(code).toBe(0);
    const lines = readLog(out);
    expectValid(lines);
    expect(linesOf(lines, 'message').some((line) => line.text === 'the magic word')).toBe(true);
  });

  it('says so, with a non-zero exit, when the text never came', async () => {
    const out = join(folder, 'never.ndjson');
    const { code, errors } = await record(url, '--until', 'never said', '--for', '1s', '--out', out)
      .ended;
    expect(errors).toContain('not found');
    expect(code).toBe(1);
    expectValid(readLog(out));
  });

  it('leaves a complete file at Ctrl-C', async () => {
    const out = join(folder, 'interrupted.ndjson');
    const { child, ended } = record(url, '--for', '60s', '--out', out);
    await new Promise<void>((done) => {
      child.stderr?.on('data', (piece: Buffer) => {
        if (piece.includes('recording')) setTimeout(done, 1_000);
      });
    });
    process.kill(-(child.pid ?? 0), 'SIGINT');
    const { code } = await ended;
    expect(code).toBe(0);
    expectValid(readLog(out));
  });

  it.each([
    ['a page that nobody serves', ['http://127.0.0.1:9/', '--for', '1s'], /could not be opened/],
    ['a file that cannot be written', [], /cannot be written/],
    ['no address', [], /npm run record/],
    ['half an address', ['localhost:1x'], /could not be opened|no URL/],
    ['a length of time that is none', ['http://127.0.0.1/', '--for', 'soon'], /no length of time/],
  ])('refuses %s in plain words', async (name, parameters, words) => {
    const target = name.startsWith('a file')
      ? [url, '--out', join(folder, 'no/such/folder.ndjson')]
      : parameters;
    const out =
      name === 'no address' || target.includes('--out')
        ? []
        : ['--out', join(folder, 'refused.ndjson')];
    const { code, errors } = await record(...target, ...out).ended;
    expect(errors).toMatch(words);
    expect(errors).not.toMatch(/\n\s+at /);
    expect(code).not.toBe(0);
  });
});
