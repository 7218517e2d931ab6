import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoServer, startDemoServer } from '../server.ts';
import { sendJson } from '../testing/requests.ts';
import { SocketClient } from '../testing/socket-client.ts';

let server: DemoServer;
beforeAll(async () => {
  server = await startDemoServer({ site: 'no-site' });
  await sendJson(server, 'PUT', '/api/settings', { rate: 0 });
});
afterAll(() => server.close());

const say = (topic: string, text: string) =>
  sendJson(server, 'POST', `/api/topics/${topic}/messages`, { from: 'kim', text });
const state = async (topic: string) => (await fetch(`${server.url}/api/${topic}`)).json();

describe('the topics with rules', () => {
  test('take moves over HTTP, and refuse illegal ones with what to do', async () => {
    await say('board', 'new');
    const answer = await say('board', 'X b2');
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ type: 'move', text: 'X b2' });
    const refused = await say('board', 'O b2');
    expect(refused.status).toBe(409);
    expect(await refused.json()).toEqual({
      error: 'b2 is taken by X.',
      whatToDo: expect.stringContaining('Free are a1'),
    });
    expect(await state('board')).toMatchObject({ cells: { b2: 'X' }, turn: 'O' });
  });

  test('are written and heard over WebSocket; what is refused is an error', async () => {
    const client = await SocketClient.open(`${server.url}/ws?topic=document`);
    await client.next();
    const publish = (text: string) =>
      client.send(JSON.stringify({ kind: 'publish', topic: 'document', from: 'lee', text }));
    publish('insert 0 @0 hello');
    const { message } = JSON.parse(await client.nextText());
    expect(message).toMatchObject({ type: 'operation', from: 'lee', text: 'insert 0 @0 hello' });
    publish('set 99 @0 nothing');
    expect(JSON.parse(await client.nextText())).toMatchObject({
      ...{ kind: 'error', error: 'There is no line 99.' },
    });
    const lines = [{ id: message.id, text: 'hello', from: 'lee', version: message.id }];
    expect(await state('document')).toMatchObject({ version: message.id, lines });
    await client.close();
  });

  test('are told to STOMP clients that break them by ERROR', async () => {
    const client = await SocketClient.open(`${server.url}/stomp`);
    client.send('CONNECT\naccept-version:1.2\n\n\0');
    await client.next();
    client.send('SEND\ndestination:/topic/board\n\nX z9\0');
    const error = await client.nextText();
    expect(error).toContain('ERROR\nmessage:That is no move.');
    expect(error).toContain('Write X b2');
  });

  test('cannot be raced on', async () => {
    const answer = await sendJson(server, 'POST', '/api/race', { topic: 'board' });
    expect(answer.status).toBe(400);
  });

  test('begin anew with the server', async () => {
    const before = await state('board');
    expect(before).not.toMatchObject({ version: 0 });
    await sendJson(server, 'POST', '/api/faults', { kind: 'restart', milliseconds: 50 });
    await expect.poll(() => state('board').catch(() => undefined)).toMatchObject({ version: 0 });
  });
});
