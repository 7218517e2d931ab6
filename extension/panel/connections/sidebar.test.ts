import { expect, test } from 'vitest';
import { MadeUpPage, START } from '../recording/page.fixture.ts';
import { type SidebarRow, sidebarRows } from './sidebar.ts';

function rowsOf(page: MadeUpPage): readonly SidebarRow[] {
  const { journal, derivation } = page.recording;
  return sidebarRows({
    connections: journal.connections,
    channels: derivation.channels,
    sessions: derivation.sessions,
    insight: (id) => derivation.connectionInsight(id),
  });
}

/** The rows as a person sees them. */
function seen(page: MadeUpPage): readonly string[] {
  return rowsOf(page).map(({ sign, name, count, isSub }) =>
    isSub ? `  ${name} ${count}` : `${sign} ${name} ${count}`,
  );
}

test('a connection is followed by its channels', () => {
  const page = new MadeUpPage();
  const socket = page.webSocket(0, 'ws://host/stomp', 'v12.stomp');
  page.says(socket, 1, 'SUBSCRIBE\nid:0\ndestination:/topic/a\n\n\0', 'sent');
  page.says(socket, 2, 'MESSAGE\ndestination:/topic/a\nmessage-id:1\nsubscription:0\n\nhi\0');
  page.settle(10);
  expect(seen(page)).toEqual(['open /stomp 2', '  /topic/a 2']);
});

test('channels beyond the first hundred of a connection share one row', () => {
  const page = new MadeUpPage();
  const socket = page.webSocket(0, 'ws://host/stomp', 'v12.stomp');
  for (let reply = 0; reply < 1300; reply += 1)
    page.says(socket, reply, `SEND\ndestination:/queue/reply-${reply}\n\n\0`, 'sent');
  page.settle(2000);
  const rows = seen(page);
  expect(rows).toHaveLength(102);
  expect(rows.slice(-2)).toEqual(['  /queue/reply-99 1', '  1,200 more channels 1200']);
});

test('requests of a loop are one row, with its rhythm', () => {
  const page = new MadeUpPage();
  for (let turn = 0; turn < 12; turn++)
    page.request(turn * 2000, 'http://host/api/poll', { status: 304, text: '' });
  page.settle(24_000);
  const [loop, ...others] = rowsOf(page);
  expect(others).toEqual([]);
  expect(loop).toMatchObject({ sign: 'polling', name: '/api/poll', count: 12, newest: 'c12' });
  expect(loop?.figures).toBe('every 2.0 s · 100 % empty');
});

test('a request that waits for its answer is shown as held, since when', () => {
  const page = new MadeUpPage();
  const held = page.open(0, { transport: 'fetch', method: 'GET', url: 'http://host/api/wait' });
  page.settle(5000);
  const openedAt = page.journal.connections.get(held)?.openedAt;
  expect(rowsOf(page)).toMatchObject([
    { sign: 'holding', kind: 'long-polling', holdingSince: openedAt },
  ]);
});

test('plain requests to one endpoint are one row, after everything that lasts', () => {
  const page = new MadeUpPage();
  page.request(0, 'http://host/api/history?page=1', { status: 200, text: '[1]' });
  page.request(500, 'http://host/api/history?page=2', { status: 200, text: '[2]' });
  page.webSocket(600, 'ws://host/chat');
  page.settle(1000);
  expect(seen(page)).toEqual(['open /chat 0', 'closed GET /api/history 2']);
});

test('a connection that ended says how', () => {
  const page = new MadeUpPage();
  const socket = page.webSocket(0, 'ws://host/chat');
  const close = { code: 4001, reason: 'session expired', wasClean: true };
  page.tell({ kind: 'changed', connection: socket, change: { state: 'closed', close } });
  page.request(10, 'http://host/gone', { status: 404, text: 'no' });
  page.request(20, 'http://host/here', { status: 200, text: 'yes' });
  page.settle(100);
  expect(rowsOf(page)).toMatchObject([
    { name: '/chat', figures: 'closed 4001 session expired', isBad: true },
    { name: 'GET /gone', figures: '404', isBad: true },
    { name: 'GET /here', isBad: false },
  ]);
});

test.each([
  ['GET', ['open /stream 1', '  tick 1'], ['closed /stream 1', '  tick 1']],
  ['POST', ['open POST /stream 1'], ['closed POST /stream 1']],
])(
  'a stream of a %s has its channels below it where it is no mere answer',
  (method, open, over) => {
    const page = new MadeUpPage();
    const stream = page.open(0, { transport: 'fetch', method, url: 'http://host/stream' });
    const responseHeaders = [['content-type', 'text/event-stream']] as const;
    const head = { state: 'open', status: 200, respondedAt: START + 5, responseHeaders } as const;
    page.tell({ kind: 'changed', connection: stream, change: head });
    const text = 'event: tick\ndata: 1\n\n';
    page.message(stream, 10, { direction: 'received', type: 'chunk', text });
    page.settle(20);
    expect(seen(page)).toEqual(open);
    const end = { state: 'closed', closedAt: START + 3000 } as const;
    page.tell({ kind: 'changed', connection: stream, change: end });
    page.settle(4000);
    expect(seen(page)).toEqual(over);
    expect(rowsOf(page)[0]?.figures).toBe('ended after 3.0 s');
  },
);

test('a session over several connections comes before its first one, with its channels', () => {
  const page = new MadeUpPage();
  const base = 'http://host/echo/000/abc';
  page.request(0, `${base}/xhr`, { status: 200, text: 'o\n' });
  const stomp = (text: string) => `a${JSON.stringify([text])}\n`;
  const message = stomp('MESSAGE\nsubscription:0\nmessage-id:1\ndestination:/topic/a\n\nhi\0');
  page.request(100, `${base}/xhr`, { status: 200, text: message });
  page.webSocket(200, 'ws://host/chat');
  page.settle(1000);
  expect(seen(page)).toEqual([
    'closed /echo · abc 2',
    '  /topic/a 1',
    'open /chat 0',
    'closed GET /echo/000/abc/xhr 2',
  ]);
  expect(rowsOf(page)[0]?.figures).toBe('2 connections');
});
