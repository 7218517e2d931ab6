import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stage, setStage } from './stage.ts';
import { type Talk, talksOfLedger, talksOfLog } from './talk.ts';
import { until } from './until.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await setStage();
});

afterAll(() => stage?.close());

interface Books {
  readonly ours: Talk[];
  readonly theirs: Talk[];
}

/** Runs a script in a quiet page; both books as they are when they are still. */
async function play(script: string): Promise<Books> {
  await visit('/nothing-here');
  await stage.page.evaluate(`(async () => { ${script} })()`);
  return compare();
}

async function visit(path: string): Promise<void> {
  await stage.page.goto('about:blank');
  await fetch(`${stage.server.url}/api/ledger`, { method: 'DELETE' });
  await stage.page.goto(`${stage.server.url}${path}`);
}

function compare(of: (talks: Talk[]) => Talk[] = (talks) => talks): Promise<Books> {
  return until(
    async () => ({
      ours: of(talksOfLog(await stage.log())),
      theirs: of(talksOfLedger(await stage.ledger())),
    }),
    ({ ours, theirs }) => JSON.stringify(ours) === JSON.stringify(theirs),
  );
}

const WAIT = 'const wait = (ms) => new Promise((done) => setTimeout(done, ms));';

describe('the log says exactly what the server’s ledger says', () => {
  it.each([
    [
      'polling with fetch, ETag and 304',
      `${WAIT} let tag = '';
       for (let i = 0; i < 6; i += 1) {
         const answer = await fetch('/api/poll/chat?cursor=0', { headers: tag ? { 'if-none-match': tag } : {}, cache: 'no-store' });
         tag = answer.headers.get('etag') ?? tag;
         if (answer.status === 200) await answer.json();
         await wait(60);
       }`,
    ],
    [
      'polling with XMLHttpRequest, every response type',
      `for (const type of ['', 'text', 'json', 'arraybuffer', 'blob']) {
         await new Promise((done) => {
           const request = new XMLHttpRequest();
           request.open('GET', '/api/poll/xhr-' + (type || 'none') + '?cursor=0');
           request.responseType = type;
           request.onloadend = done;
           request.send();
         });
       }`,
    ],
    [
      'the same poll at once by a page, two frames and a worker, each time another answer',
      `const poll = 'async (origin) => { for (let i = 0; i < 4; i += 1) await fetch(origin + "/api/poll/crowd?cursor=0", { cache: "no-store" }).then((answer) => answer.text()); }';
       const code = 'onmessage = async ({ data }) => { await (' + poll + ')(data); postMessage(0); }';
       const worker = new Worker(URL.createObjectURL(new Blob([code])));
       for (const _ of [1, 2]) {
         const frame = document.createElement('iframe');
         frame.srcdoc = '<script>(' + poll + ')("' + location.origin + '")</' + 'script>';
         document.body.append(frame);
       }
       const done = new Promise((done) => { worker.onmessage = done; });
       worker.postMessage(location.origin);
       await eval(poll)(location.origin);
       await done;
       await new Promise((done) => setTimeout(done, 500));`,
    ],
    [
      'publishing with a request body, and bodies nobody reads',
      `const body = JSON.stringify({ from: 'kim', text: 'héllo 👋 \\u0000 end' });
       const headers = { 'content-type': 'application/json' };
       for (let i = 0; i < 3; i += 1) await fetch('/api/topics/chat/messages', { method: 'POST', headers, body });
       await fetch(new Request('/api/topics/chat/messages', { method: 'POST', headers, body: new Blob([body]) }));
       await fetch('/api/topics/chat/messages', { method: 'POST', headers, body: new TextEncoder().encode(body) });`,
    ],
    [
      'long polling, answered and timed out',
      `const hold = fetch('/api/long-poll/room?timeout=5000').then((answer) => answer.text());
       await new Promise((done) => setTimeout(done, 200));
       await fetch('/api/topics/room/messages', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"from":"a","text":"news"}' });
       await hold;
       await fetch('/api/long-poll/silent?timeout=300').then((answer) => answer.text());`,
    ],
    [
      'server-sent events of all types, listened to or not',
      `const source = new EventSource('/api/events/story?cursor=0&limit=8');
       let count = 0;
       source.addEventListener('chat', () => { count += 1; });
       const publish = (i) => fetch('/api/topics/story/messages', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ from: 'a', text: 'line one\\nline ' + i }) });
       for (let i = 0; i < 5; i += 1) await publish(i);
       await new Promise((done) => setTimeout(done, 700));
       source.close();`,
    ],
    [
      'server-sent events of types that nobody listens to',
      `const source = new EventSource('/api/events/ticker?cursor=0&limit=6');
       await new Promise((done) => { source.onerror = done; });
       source.close();
       await new Promise((done) => setTimeout(done, 1_500));`,
    ],
    [
      'an answer streamed token by token, read chunk by chunk',
      `for (const style of ['openai', 'anthropic']) {
         const answer = await fetch('/api/stream', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ prompt: 'why?', tokens: 12, interval: 5, style }) });
         const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
         while (!(await reader.read()).done);
       }`,
    ],
    [
      'newline-delimited JSON, read by iteration and by a plain reader',
      `for await (const chunk of (await fetch('/api/ndjson/ticker?count=3&cursor=0')).body) void chunk;
       const reader = (await fetch('/api/ndjson/ticker?count=3&cursor=0')).body.getReader();
       while (!(await reader.read()).done);`,
    ],
    [
      'WebSocket text, binary, views and Blobs, in order',
      `const socket = new WebSocket('ws://' + location.host + '/ws/echo');
       const got = [];
       socket.onmessage = ({ data }) => got.push(data);
       await new Promise((done) => { socket.onopen = done; });
       const bytes = Uint8Array.from({ length: 300 }, (_, i) => i);
       for (let i = 0; i < 4; i += 1) {
         socket.send('text ' + i + ' é 👋');
         socket.send(bytes.buffer);
         socket.send(new DataView(bytes.buffer, 3, 17));
         socket.send(new Blob([bytes, 'blob ' + i]));
         socket.send('');
       }
       while (got.length < 20) await new Promise((done) => setTimeout(done, 20));
       socket.binaryType = 'arraybuffer';
       socket.send(new Uint16Array([1, 2, 3]));
       while (got.length < 21) await new Promise((done) => setTimeout(done, 20));
       socket.close(4001, 'enough');
       await new Promise((done) => { socket.onclose = done; });`,
    ],
    [
      'WebSocket topics as JSON and in binary',
      `const open = (format) => new Promise((done) => {
         const socket = new WebSocket('ws://' + location.host + '/ws?topic=ticker&format=' + format);
         socket.onopen = () => done(socket);
       });
       const [one, other] = [await open('json'), await open('binary')];
       one.send(JSON.stringify({ kind: 'ping', at: 1 }));
       await new Promise((done) => setTimeout(done, 2_500));
       for (const socket of [one, other]) await new Promise((done) => { socket.onclose = done; socket.close(); });`,
    ],
    [
      'STOMP over WebSocket, two frames in one message among them',
      `const socket = new WebSocket('ws://' + location.host + '/stomp', ['v12.stomp', 'v11.stomp']);
       const got = [];
       socket.onmessage = ({ data }) => got.push(data);
       await new Promise((done) => { socket.onopen = done; });
       socket.send('CONNECT\\naccept-version:1.2\\nhost:here\\n\\n\\0');
       socket.send('SUBSCRIBE\\nid:0\\ndestination:/topic/room1\\n\\n\\0SEND\\ndestination:/topic/room1\\nreceipt:r1\\n\\nhello\\0');
       while (!got.join().includes('RECEIPT')) await new Promise((done) => setTimeout(done, 20));
       while (!got.join().includes('MESSAGE')) await new Promise((done) => setTimeout(done, 20));
       socket.send('NONSENSE\\n\\n\\0');
       await new Promise((done) => { socket.onclose = done; });`,
    ],
  ])('%s', async (_, script) => {
    const { ours, theirs } = await play(script);
    expect(theirs.length).toBeGreaterThan(0);
    expect(ours).toEqual(theirs);
  });

  it('the demo page, with everything at once', async () => {
    await visit('/?autostart');
    await new Promise((done) => setTimeout(done, 6_000));
    await stage.page.evaluate(() => {
      const running = document.querySelectorAll<HTMLInputElement>('input[role="switch"]:checked');
      for (const transport of running) transport.click();
    });
    const { ours, theirs } = await compare(withoutSessions);
    expect(theirs.length).toBeGreaterThan(12);
    expect(ours).toEqual(theirs);
  });
});

/** Of SockJS and Socket.IO the ledger keeps what they carry, not the bytes; `e2e/peers` compares those. */
function withoutSessions(talks: Talk[]): Talk[] {
  return talks.filter(({ about }) => !/\/(sockjs|socket\.io)\//.test(about));
}
