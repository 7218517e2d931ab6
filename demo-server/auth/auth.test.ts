import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoServer, startDemoServer } from '../server.ts';
import { publish, sendJson } from '../testing/requests.ts';
import { SocketClient } from '../testing/socket-client.ts';

let server: DemoServer;
let good: string;
const wrong: Record<string, string> = {};

const tokenFor = async (lifetime: number) => {
  const answer = await sendJson(server, 'POST', '/api/sign-in', { name: 'kim', lifetime });
  return ((await answer.json()) as { token: string }).token;
};

beforeAll(async () => {
  server = await startDemoServer({ site: 'no-site' });
  await sendJson(server, 'PUT', '/api/settings', { rate: 0, hold: 60_000 });
  good = await tokenFor(60);
  const past = Math.floor(Date.now() / 1000) - 10;
  const foreign = new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setSubject('kim');
  wrong.forged = await foreign
    .setIssuer('pushscope-demo')
    .setExpirationTime(past + 1000)
    .sign(new TextEncoder().encode('a secret of somebody else, of 32 bytes'));
  wrong.expired = await tokenFor(1);
  wrong.changed = `${good.slice(0, -3)}${good.endsWith('AAA') ? 'BBB' : 'AAA'}`;
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  wrong.unsigned = `${none}.${good.split('.')[1]}.`;
  wrong.rubbish = 'rubbish';
  await new Promise((done) => setTimeout(done, 1_100));
});
afterAll(() => server.close());

const withBearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const POLL = '/secure/api/poll/chat';

describe('a request', () => {
  test('is let in by its header, its URL or its cookie', async () => {
    const cookie = { headers: { cookie: `a=b; pushscope-token=${good}` } };
    expect((await fetch(server.url + POLL, withBearer(good))).status).toBe(200);
    expect((await fetch(`${server.url}${POLL}?access_token=${good}`)).status).toBe(200);
    expect((await fetch(server.url + POLL, cookie)).status).toBe(200);
  });

  test('without a token is told to bring one', async () => {
    const answer = await fetch(server.url + POLL);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="pushscope-demo"');
    expect(await answer.json()).toEqual({
      error: 'There is no token.',
      whatToDo: 'POST /api/sign-in gives a token.',
    });
  });

  test.each(['forged', 'expired', 'changed', 'unsigned', 'rubbish'])(
    'with a token that is %s is refused, and told why',
    async (kind) => {
      const answer = await fetch(server.url + POLL, withBearer(wrong[kind] ?? ''));
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
    },
  );

  test('that is held gets 401 when its token expires, and a stream ends', async () => {
    const short = await tokenFor(2);
    const held = fetch(`${server.url}/secure/api/long-poll/chat`, withBearer(short));
    const stream = await fetch(`${server.url}/secure/api/events/chat`, withBearer(short));
    expect(stream.status).toBe(200);
    expect(await stream.text()).toContain('retry:');
    const answer = await held;
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: 'The token has expired.' });
  });
});

describe('a WebSocket', () => {
  test.each([
    ['the URL', true, [], ''],
    ['a subprotocol beside the one that is spoken', false, ['v1.chat', 'bearer.TOKEN'], 'v1.chat'],
    ['a subprotocol alone', false, ['bearer.TOKEN'], 'bearer.TOKEN'],
  ])('is let in by a token in %s', async (_, isInUrl, asked, chosen) => {
    const withToken = (text: string) => text.replace('TOKEN', good);
    const query = isInUrl ? `?access_token=${good}` : '';
    const client = await SocketClient.open(
      `${server.url}/secure/ws${query}`,
      ...asked.map(withToken),
    );
    expect(JSON.parse(await client.nextText())).toMatchObject({ kind: 'welcome' });
    expect(client.socket.protocol).toBe(withToken(chosen));
    await client.close();
  });

  test.each(['', 'forged', 'expired', 'changed', 'unsigned', 'rubbish'])(
    'with a token that is "%s" is refused at the handshake with 401',
    async (kind) => {
      const token = kind === '' ? '' : `?access_token=${wrong[kind]}`;
      await expect(SocketClient.open(`${server.url}/secure/ws${token}`)).rejects.toThrow('401');
    },
  );

  test('ends with 4401 when its token expires', async () => {
    const client = await SocketClient.open(
      `${server.url}/secure/ws?access_token=${await tokenFor(1)}`,
    );
    expect(await client.closed).toEqual({ code: 4401, reason: 'the token has expired' });
  });
});

describe('STOMP', () => {
  const connect = async (...headers: string[]) => {
    const client = await SocketClient.open(`${server.url}/secure/stomp`, 'v12.stomp');
    client.send(['CONNECT', 'accept-version:1.2', 'host:x', ...headers, '', '\0'].join('\n'));
    return client;
  };

  test.each(['Authorization:Bearer ', 'passcode:'])('lets in by CONNECT’s %s', async (header) => {
    const client = await connect(header + good);
    expect(await client.nextText()).toMatch(/^CONNECTED\n/);
    client.send('SUBSCRIBE\nid:1\ndestination:/topic/chat\n\n\0');
    client.send('SUBSCRIBE\nid:2\ndestination:/topic/room\nreceipt:r\n\n\0');
    expect(await client.nextText()).toMatch(/^RECEIPT/);
    await publish(server, 'chat', 'for all');
    expect(await client.nextText()).toContain('for all');
    await client.close();
  });

  test.each(['', 'forged', 'expired', 'changed', 'unsigned', 'rubbish'])(
    'answers a token that is "%s" with ERROR, and closes',
    async (kind) => {
      const client = await (kind === '' ? connect() : connect(`passcode:${wrong[kind]}`));
      expect(await client.nextText()).toMatch(/^ERROR\nmessage:(?:The|That|There)/);
      expect((await client.closed).code).toBe(4401);
    },
  );

  test('ends with ERROR when the token expires', async () => {
    const client = await connect(`passcode:${await tokenFor(1)}`);
    expect(await client.nextText()).toMatch(/^CONNECTED/);
    expect(await client.nextText()).toContain('The token has expired.');
    expect((await client.closed).code).toBe(4401);
  });
});
