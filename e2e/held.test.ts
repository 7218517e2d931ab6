import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf } from './lines.ts';
import { type Stage, setStage } from './stage.ts';
import { until } from './until.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await setStage();
});

afterAll(() => stage?.close());

/** Runs in the page: waits for news again and again, as a long-polling client does. */
function waitForNews(topic: string): void {
  const next = async (cursor: number): Promise<void> => {
    const answer = await fetch(`/api/long-poll/${topic}?cursor=${cursor}&timeout=20000`);
    const news = (await answer.json()) as { readonly cursor?: number };
    await next(news.cursor ?? cursor);
  };
  void next(0);
}

const publish = (topic: string, text: string) =>
  fetch(`${stage.server.url}/api/topics/${topic}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: 'kim', text }),
  });

const rows = () =>
  stage.panel.frame.$$eval('[data-connection]', (all) => all.map((row) => row.textContent ?? ''));
const states = async () => linesOf(await stage.log(), 'connection').map((line) => line.state);

describe('a long poll', () => {
  it('is shown as held, with a running clock, while it is held', async () => {
    await stage.page.evaluate(waitForNews, 'quiet');
    const [first = ''] = await until(rows, (all) => all.some((row) => /holding/i.test(row)));
    expect(first).toMatch(/holding\s+\d/i);
    expect(await states()).toEqual(['holding']);
    await new Promise((done) => setTimeout(done, 1_200));
    const [later = ''] = await rows();
    expect(later).toMatch(/holding/i);
    expect(later).not.toBe(first);
  });

  it('is a channel of its own once it was answered and made again', async () => {
    for (const text of ['one', 'two', 'three']) {
      await publish('quiet', text);
      await new Promise((done) => setTimeout(done, 1_500));
    }
    const channels = await until(
      async () => linesOf(await stage.log(), 'channel'),
      (all) => all.some((channel) => channel.type === 'long-polling'),
    );
    expect(channels).toMatchObject([
      { type: 'long-polling', name: expect.stringContaining('/api/long-poll/quiet') },
    ]);
    expect(await rows()).toHaveLength(1);
    expect((await states()).filter((state) => state === 'holding')).toHaveLength(1);
  });
});

describe('a slow endpoint asked on a timer', () => {
  it('is polling, and never long-polling', async () => {
    await stage.page.goto(`${stage.server.url}/nothing-here`);
    await stage.page.evaluate(() => {
      setInterval(() => void fetch('/api/slow?delay=400').then((answer) => answer.text()), 1_000);
    });
    const channels = await until(
      async () => linesOf(await stage.log(), 'channel'),
      (all) =>
        all.some((channel) => channel.type === 'polling' && (channel.connections.length ?? 0) >= 6),
      15,
    );
    expect(channels.map((channel) => channel.type)).toEqual(['polling']);
    expect(channels[0]?.period).toBeGreaterThan(900);
    expect(channels[0]?.period).toBeLessThan(1_100);
  });
});
