import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoServer, startDemoServer } from '../../server.ts';
import { SocketClient } from '../../testing/socket-client.ts';

/** The broker's side of the specification, spoken by hand. */

let server: DemoServer;
beforeAll(async () => {
  server = await startDemoServer();
});
afterAll(() => server.close());

const open = (...protocols: string[]) => SocketClient.open(`${server.url}/stomp`, ...protocols);

async function connected(version: string): Promise<SocketClient> {
  const client = await open();
  client.send(`CONNECT\naccept-version:${version}\nhost:x\n\n\0`);
  expect(await client.nextText()).toMatch(/^CONNECTED\n/);
  return client;
}

/** ERROR, then the end. */
async function expectError(client: SocketClient, message: RegExp, connection = 1002) {
  const error = await client.nextText();
  expect(error).toMatch(/^ERROR\n[\s\S]*\0$/);
  expect(error).toMatch(message);
  expect((await client.closed).code).toBe(connection);
}

describe('CONNECT', () => {
  test.each([
    [[], 'accept-version:1.0,1.1,1.2\n', '1.2'],
    [[], 'accept-version:1.1,9.9\n', '1.1'],
    [[], '', '1.0'],
    [['v11.stomp'], 'accept-version:1.0,1.1,1.2\n', '1.1'],
    [['v10.stomp', 'v12.stomp'], 'accept-version:1.2\n', '1.2'],
  ])('with subprotocols %j and %j agrees on %s', async (protocols, header, version) => {
    const client = await open(...protocols);
    client.send(`CONNECT\n${header}host:x\n\n\0`);
    expect(await client.nextText()).toMatch(`version:${version}\n`);
    await client.close();
  });

  test('chooses the best subprotocol of those asked for', async () => {
    const client = await open('v10.stomp', 'mqtt', 'v12.stomp', 'v11.stomp');
    expect(client.socket.protocol).toBe('v12.stomp');
    await client.close();
  });

  test('may be called STOMP', async () => {
    const client = await open();
    client.send('STOMP\naccept-version:1.2\n\n\0');
    expect(await client.nextText()).toMatch(/^CONNECTED\n/);
    await client.close();
  });

  test.each([
    ['no version in common', 'CONNECT\naccept-version:2.0\n\n\0', /version:1.0,1.1,1.2\n/],
    [
      'a heart-beat that is no pair',
      'CONNECT\naccept-version:1.2\nheart-beat:5\n\n\0',
      /heart-beat/,
    ],
    ['another frame first', 'SEND\ndestination:/a\n\n\0', /CONNECT or STOMP/],
    ['another protocol', 'GET / HTTP/1.1\r\n\r\n\0', /CONNECT or STOMP/],
  ])('%s is answered by ERROR', async (_case, frame, message) => {
    const client = await open();
    client.send(frame);
    await expectError(client, message);
  });

  test('comes once', async () => {
    const client = await connected('1.2');
    client.send('CONNECT\naccept-version:1.2\n\n\0');
    await expectError(client, /already/);
  });
});

describe('frames', () => {
  test('may be split over messages and share one, text or binary', async () => {
    const client = await open();
    const wire = new TextEncoder().encode(
      'CONNECT\naccept-version:1.2\n\n\0\nSUBSCRIBE\nid:1\ndestination:/q\n\n\0' +
        'SEND\ndestination:/q\nreceipt:r\n\n안\0',
    );
    client.send(wire.subarray(0, 20), 'x'.repeat(0), wire.subarray(20, 21), wire.subarray(21));
    const heard = [await client.nextText(), await client.nextText(), await client.nextText()];
    expect(heard.map((frame) => frame.split('\n')[0])).toEqual(['CONNECTED', 'MESSAGE', 'RECEIPT']);
    expect(heard[1]).toMatch(/content-length:3\n\n안\0$/);
    expect(heard[2]).toBe('RECEIPT\nreceipt-id:r\n\n\0');
    await client.close();
  });

  test.each<[string, string, string, RegExp]>([
    ['an unknown command', '1.2', 'SHOUT\n\n\0', /SHOUT/],
    ['NACK in 1.0', '1.0', 'NACK\nmessage-id:1\n\n\0', /NACK/],
    ['SEND to nowhere', '1.2', 'SEND\n\nhi\0', /destination/],
    ['SUBSCRIBE without an id', '1.1', 'SUBSCRIBE\ndestination:/a\n\n\0', /header id/],
    ['an unknown ack mode', '1.2', 'SUBSCRIBE\nid:1\ndestination:/a\nack:maybe\n\n\0', /ack mode/],
    [
      'client-individual in 1.0',
      '1.0',
      'SUBSCRIBE\ndestination:/a\nack:client-individual\n\n\0',
      /ack mode/,
    ],
    ['an id used twice', '1.2', 'SUBSCRIBE\nid:1\ndestination:/a\n\n\0'.repeat(2), /exists/],
    ['UNSUBSCRIBE of nothing', '1.2', 'UNSUBSCRIBE\nid:1\n\n\0', /no subscription/],
    ['ACK of nothing', '1.2', 'ACK\nid:1\n\n\0', /names no delivered message/],
    ['ACK without id in 1.2', '1.2', 'ACK\nmessage-id:1\n\n\0', /header id/],
    ['ACK without subscription in 1.1', '1.1', 'ACK\nmessage-id:1\n\n\0', /header subscription/],
    ['COMMIT of nothing', '1.2', 'COMMIT\ntransaction:t\n\n\0', /no open transaction/],
    ['BEGIN twice', '1.2', 'BEGIN\ntransaction:t\n\n\0'.repeat(2), /already open/],
    [
      'SEND in no transaction',
      '1.2',
      'SEND\ndestination:/a\ntransaction:t\n\n\0',
      /no open transaction/,
    ],
    ['a body where none may be', '1.2', 'SUBSCRIBE\nid:1\ndestination:/a\n\nbody\0', /body/],
    ['an unknown escape', '1.2', 'SEND\ndestination:\\t\n\n\0', /escape/],
    ['a server command', '1.2', 'MESSAGE\n\n\0', /MESSAGE/],
  ])('%s is answered by ERROR in %s', async (_case, version, frames, message) => {
    const client = await connected(version);
    client.send(frames);
    await expectError(client, message);
  });

  test('ERROR names the receipt of the frame it answers', async () => {
    const client = await connected('1.2');
    client.send('SEND\nreceipt:r-1\n\n\0SEND\ndestination:/a\nreceipt:r-2\n\n\0');
    await expectError(client, /receipt-id:r-1\n/);
    expect(client.heard).toHaveLength(2);
  });
});

describe('MESSAGE', () => {
  test('carries the headers of its version, escaped as that version does', async () => {
    const send = 'SEND\ndestination:/q\nmood:so\\cso\nmood:not this\nreceipt:r\n\nhi\0';
    const client = await connected('1.2');
    client.send('SUBSCRIBE\nid:s\ndestination:/q\nack:client\n\n\0', send);
    const message = await client.nextText();
    expect(message).toMatch(
      /^MESSAGE\ndestination:\/q\nmessage-id:\S+\ntimestamp:\d+\nsubscription:s\n/,
    );
    expect(message).toMatch(/\nack:\S+\n/);
    expect(message).toContain('\nmood:so\\cso\n');
    expect(message).not.toContain('receipt');
    await client.close();
  });

  test('goes to 1.0 clients by destination alone', async () => {
    const client = await connected('1.0');
    client.send('SUBSCRIBE\ndestination:/q0\n\n\0SEND\ndestination:/q0\n\nhi\0');
    expect(await client.nextText()).not.toContain('subscription');
    client.send('UNSUBSCRIBE\ndestination:/q0\nreceipt:left\n\n\0');
    expect(await client.nextText()).toContain('receipt-id:left');
    await client.close();
  });

  test('in mode client an ACK settles all before it, in client-individual only its own', async () => {
    for (const [mode, again] of [
      ['client', /names no/],
      ['client-individual', /receipt-id:r/],
    ] as const) {
      const client = await connected('1.2');
      client.send(`SUBSCRIBE\nid:s\ndestination:/${mode}\nack:${mode}\n\n\0`);
      client.send(`SEND\ndestination:/${mode}\n\n\0`.repeat(2));
      const [first, second] = [await client.nextText(), await client.nextText()].map(
        (message) => /\nack:(\S+)\n/.exec(message)?.[1],
      );
      client.send(`ACK\nid:${second}\n\n\0ACK\nid:${first}\nreceipt:r\n\n\0`);
      expect(await client.nextText()).toMatch(again);
      await client.close();
    }
  });
});

describe('heart-beats', () => {
  test('come at least as often as agreed', async () => {
    const client = await open();
    client.send('CONNECT\naccept-version:1.2\nheart-beat:0,300\n\n\0');
    expect(await client.nextText()).toMatch(/heart-beat:250,250\n/);
    const started = performance.now();
    for (let n = 0; n < 3; n += 1) expect(await client.nextText()).toBe('\n');
    // Three times 300 ms, and some patience with a busy machine.
    expect(performance.now() - started).toBeLessThan(900 + 600);
    await client.close();
  });

  test('that are missed end the connection', async () => {
    const client = await open();
    client.send('CONNECT\naccept-version:1.2\nheart-beat:250,0\n\n\0');
    await client.next();
    await expectError(client, /Heart-beats were missed/);
  });
});
