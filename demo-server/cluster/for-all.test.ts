import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SocketClient } from '../testing/socket-client.ts';
import { Cluster } from './cluster.ts';

/** What a page sets, it sets for the whole cluster, whichever server would have been next. */

let cluster: Cluster;
beforeAll(async () => {
  cluster = await Cluster.start({ site: 'no-site', bus: 'memory' });
}, 60_000);
afterAll(() => cluster.close(), 30_000);

const send = (method: string, path: string, body?: unknown, headers = {}) =>
  fetch(cluster.url + path, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
  });

/** What each server answers, asked of itself. */
async function ofEach<Answer>(path: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const { id } of cluster.members) {
    const answer = await fetch(cluster.url + path, { headers: { 'x-server-id': id } });
    answers.push((await answer.json()) as Answer);
  }
  return answers;
}

describe('settings', () => {
  test('hold for every server, also for one that is started later', async () => {
    const answer = await send('PUT', '/api/settings', { rate: 0, hold: 1234 });
    expect(await answer.json()).toMatchObject({ hold: 1234, rate: { chat: 0, ticker: 0 } });
    const s2 = { id: 's2' };
    await send('PUT', '/api/cluster', { server: { ...s2, do: 'kill' } });
    await send('PUT', '/api/settings', { period: 777 });
    await send('PUT', '/api/cluster', { server: { ...s2, do: 'start' } });
    for (const settings of await ofEach('/api/settings'))
      expect(settings).toMatchObject({ hold: 1234, period: 777, rate: { ticker: 0 } });
  });

  test.each([
    [{ hold: 'long' }, 400],
    [{ nonsense: 1 }, 400],
  ])('that are wrong are refused as a server refuses them: %j', async (body, status) => {
    const answer = await send('PUT', '/api/settings', body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toHaveProperty('whatToDo');
  });

  test('are none of other origins’ pages', async () => {
    const answer = await send('PUT', '/api/settings', { hold: 1 }, { origin: 'http://evil.test' });
    expect(answer.status).toBe(403);
  });
});

interface Listed {
  readonly faults: readonly { id: number; fault: { kind: string }; struck: number }[];
}
const listed = async () => (await (await fetch(`${cluster.url}/api/faults`)).json()) as Listed;

describe('faults', () => {
  test('are switched on everywhere, told together, and switched off everywhere', async () => {
    const fault = { kind: 'status', status: 503, share: 1, for: { path: '/api/poll/struck' } };
    const { id } = (await (await send('POST', '/api/faults', fault)).json()) as { id: number };
    for (let asked = 0; asked < 6; asked += 1)
      expect((await send('GET', '/api/poll/struck')).status).toBe(503);
    expect((await ofEach<Listed>('/api/faults')).map(({ faults }) => faults[0]?.struck)).toEqual([
      ...[2, 2, 2],
    ]);
    expect((await listed()).faults).toMatchObject([{ id, fault: { kind: 'status' }, struck: 6 }]);
    expect((await send('DELETE', `/api/faults/${id}`)).status).toBe(204);
    expect((await listed()).faults).toEqual([]);
    expect((await send('DELETE', `/api/faults/${id}`)).status).toBe(404);
  });

  test('that strike at once say how many they struck on all servers', async () => {
    const clients = await Promise.all(
      cluster.members.map(() => SocketClient.open(`${cluster.url}/ws?topic=chat`)),
    );
    const answer = await send('POST', '/api/faults', { kind: 'close', code: 4321 });
    expect(await answer.json()).toEqual({ struck: 3 });
    for (const client of clients) expect((await client.closed).code).toBe(4321);
  });

  test('that are none are refused', async () => {
    expect((await send('POST', '/api/faults', { kind: 'flood' })).status).toBe(400);
  });
});
