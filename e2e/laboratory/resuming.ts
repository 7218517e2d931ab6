import { beforeAll, expect, it } from 'vitest';
import type { TopicMessage } from '../../demo-server/wire/topic/message.ts';
import { arrived, flip, lane, lanesOf } from './card.ts';
import {
  befall,
  ledger,
  openLaboratory,
  openServer,
  page,
  server,
  settle,
  texts,
} from './visit.ts';

/** Connections that are lost, and a server that is away. */
export function theResuming(): void {
  beforeAll(openLaboratory);

  it('of an event stream that is cut loses nothing: page, history and ledger agree', async () => {
    await flip('ticker', 'sse');
    await settle({ rate: { ticker: 10 }, retry: 300 });
    await expect.poll(() => arrived('ticker', 'sse')).toContain(3);
    for (const _ of ['once', 'twice']) {
      const before = (await arrived('ticker', 'sse')).length;
      await befall({ kind: 'cut', for: { path: '/api/events/ticker' } });
      const remark = () => texts(`${lane('ticker', 'sse')} .lane-remarks`);
      await expect.poll(remark).toEqual([expect.stringMatching(/^went on after id \d+/)]);
      await expect
        .poll(async () => (await arrived('ticker', 'sse')).length)
        .toBeGreaterThan(before + 5);
    }
    await settle({ rate: 0 });
    const [first = 0] = (await arrived('ticker', 'sse')).reverse();
    const published = (await history()).map(({ id }) => id).filter((id) => id >= first);
    await expect.poll(async () => (await arrived('ticker', 'sse')).reverse()).toEqual(published);
    expect(await writtenAsEvents()).toEqual(published);
    await flip('ticker', 'sse');
  });

  it('leaves nothing open when the page is left, and begins anew when it is come back to', async () => {
    for (const way of ['sse', 'long-polling', 'websocket'] as const) await flip('chat', way);
    await expect.poll(stillOpen).toHaveLength(3);
    await page.goto('about:blank');
    await expect.poll(stillOpen).toEqual([]);
    await page.goBack();
    await expect
      .poll(async () => new Set((await lanesOf('chat')).map(({ state }) => state)))
      .toEqual(new Set(['off']));
    await flip('chat', 'sse');
    await expect.poll(stillOpen).toHaveLength(1);
    await flip('chat', 'sse');
  });

  it('is said when the server is away, and done when it is back', async () => {
    const ways = ['polling', 'sse', 'websocket', 'stomp'] as const;
    for (const way of ways) await flip('chat', way);
    const states = async () => {
      const lanes = await lanesOf('chat');
      return ways.map((way) => lanes.find((one) => one.way === way)?.state);
    };
    await expect.poll(states).toEqual(['resting', 'open', 'open', 'open']);
    const { port } = server;
    await server.close();
    await expect.poll(states).toEqual(ways.map(() => 'retrying'));
    const reasons = () => texts(`${lane('chat', 'websocket')} .lane-remarks .bad`);
    expect(await reasons()).toEqual([expect.stringMatching(/^Closed with 10\d\d/)]);
    expect(await texts('.trouble')).toEqual([expect.stringMatching(/^Nothing gets through/)]);
    await openServer(port);
    await expect.poll(states, { timeout: 10_000 }).toEqual(['resting', 'open', 'open', 'open']);
    expect(await texts('.trouble')).toEqual(['']);
    for (const way of ways) await flip('chat', way);
  });
}

/** Connections on the chat that the server has open. */
async function stillOpen(): Promise<string[]> {
  const entries = await ledger();
  const closed = new Set(
    entries.flatMap(({ kind, connection }) => (kind === 'close' ? [connection] : [])),
  );
  return entries.flatMap((entry) =>
    entry.kind === 'open' && entry.url.includes('chat') && !closed.has(entry.connection)
      ? [entry.url]
      : [],
  );
}

/** Everything that was published on the ticker. */
async function history(): Promise<readonly TopicMessage[]> {
  const answer = await fetch(`${server.url}/api/poll/ticker?cursor=0`);
  return ((await answer.json()) as { messages: TopicMessage[] }).messages;
}

/** Numbers of the events that the server wrote over the page's streams, which were three. */
async function writtenAsEvents(): Promise<number[]> {
  const entries = await ledger();
  const streams = entries.filter(
    (one) => one.kind === 'open' && one.url.includes('/events/ticker'),
  );
  const latest = new Set(streams.slice(-3).map(({ connection }) => connection));
  const ids = entries.flatMap((entry) =>
    entry.kind === 'message' && latest.has(entry.connection) ? [Number(entry.event?.id)] : [],
  );
  // What was written just before the cut, and never came, was written again.
  return [...new Set(ids)].sort((a, b) => a - b);
}
