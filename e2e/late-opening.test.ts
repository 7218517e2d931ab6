import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Inspected, openInspected } from '../browser/inspected.ts';
import { Panel } from '../browser/panel.ts';
import { EXTENSION } from '../cli/places.ts';
import { type DemoServer, startDemoServer } from '../demo-server/server.ts';
import { type LogLine, linesOf } from './lines.ts';
import { readLog } from './stage.ts';
import { until } from './until.ts';

let server: DemoServer;
let inspected: Inspected;
let panel: Panel;

beforeAll(async () => {
  server = await startDemoServer();
  inspected = await openInspected({ extension: EXTENSION, headless: true });
  await inspected.page.goto(`${server.url}/nothing-here`);
  await inspected.page.evaluate(BEFORE);
  panel = new Panel(await inspected.openPanel());
  await panel.ready();
});

afterAll(async () => {
  await inspected?.close();
  await server?.close();
});

/** What the page did before anybody opened the panel. */
const BEFORE = `(async () => {
  for (let i = 0; i < 3; i += 1) await fetch('/api/poll/early?cursor=0').then((answer) => answer.json());
  window.source = new EventSource('/api/events/early?cursor=0');
  window.socket = new WebSocket('ws://' + location.host + '/ws/echo');
  await new Promise((done) => { socket.onopen = done; });
  window.hold = fetch('/api/long-poll/silent?timeout=20000');
  const body = JSON.stringify({ from: 'kim', text: 'before' });
  await fetch('/api/topics/early/messages', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await new Promise((done) => { socket.onmessage = done; socket.send('early bird'); });
  await new Promise((done) => setTimeout(done, 500));
})()`;

const connections = (lines: readonly LogLine[], path: string) =>
  linesOf(lines, 'connection').filter((line) => new URL(line.url).pathname === path);
const messagesOf = (lines: readonly LogLine[], path: string) =>
  linesOf(lines, 'message').filter((line) =>
    connections(lines, path).some((one) => one.id === line.connection),
  );

describe('a panel opened late', () => {
  it('shows what the browser’s log knows of the time before', async () => {
    const lines = await until(
      () => readLog(panel),
      (log) =>
        messagesOf(log, '/api/poll/early').length >= 3 && messagesOf(log, '/ws/echo').length >= 2,
    );
    expect(messagesOf(lines, '/api/poll/early')).toHaveLength(3);
    expect(messagesOf(lines, '/api/events/early')).toMatchObject([
      { type: 'event', direction: 'received' },
    ]);
    expect(messagesOf(lines, '/ws/echo')).toMatchObject([
      { direction: 'sent', text: 'early bird' },
      { direction: 'received', text: 'early bird' },
    ]);
    expect(linesOf(lines, 'connection').every((line) => line.witness === 'browser')).toBe(true);
  });

  it('shows a request that is held since before', async () => {
    const held = await until(
      async () => connections(await readLog(panel), '/api/long-poll/silent'),
      ([one]) => one?.state === 'holding',
    );
    expect(held).toMatchObject([{ state: 'holding', witness: 'browser' }]);
  });

  it('goes on with a socket that was open before', async () => {
    await inspected.page.evaluate(`socket.send('and now')`);
    const lines = await until(
      () => readLog(panel),
      (log) => messagesOf(log, '/ws/echo').length >= 4,
    );
    expect(messagesOf(lines, '/ws/echo').slice(2)).toMatchObject([
      { text: 'and now' },
      { text: 'and now' },
    ]);
  });

  it('goes on with an event stream that was open before', async () => {
    const publish = `fetch('/api/topics/early/messages', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"from":"kim","text":"after"}' })`;
    await inspected.page.evaluate(publish);
    const lines = await until(
      () => readLog(panel),
      (log) => messagesOf(log, '/api/events/early').length >= 2,
    );
    expect(messagesOf(lines, '/api/events/early')).toHaveLength(2);
    expect(connections(lines, '/api/events/early')).toMatchObject([{ state: 'open' }]);
  });

  it('sees what is new by its taps, without a reload', async () => {
    await inspected.page.evaluate(
      `fetch('/api/poll/fresh?cursor=0').then((answer) => answer.text())`,
    );
    const lines = await until(
      () => readLog(panel),
      (log) => messagesOf(log, '/api/poll/fresh').length > 0,
    );
    expect(connections(lines, '/api/poll/fresh')).toMatchObject([{ witness: 'page' }]);
  });
});
