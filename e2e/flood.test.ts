import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf } from './lines.ts';
import { type Stage, setStage } from './stage.ts';
import { until } from './until.ts';

const COUNT = 100_000;
const SIZE = 100;

let stage: Stage;

beforeAll(async () => {
  stage = await setStage();
});

afterAll(() => stage?.close());

describe('100,000 messages as fast as the server can send', () => {
  it('are all there, in order, to the byte', async () => {
    const { page } = stage;
    const got = await page.evaluate(flood, COUNT, SIZE);
    expect(got).toBe(COUNT);
    const isComplete = (rows: readonly { kind: string; messages: number }[]) =>
      rows.some((row) => row.kind === 'WebSocket' && row.messages >= COUNT);
    await until(() => stage.panel.kinds(), isComplete, 60);
    const lines = await stage.log();
    const messages = linesOf(lines, 'message');
    expect(messages).toHaveLength(COUNT);
    const wrong = messages.findIndex(
      (line, index) => line.size !== SIZE || !line.text?.startsWith(`${index} `),
    );
    expect(wrong).toBe(-1);
    expect(linesOf(lines, 'end')).toMatchObject([{ messages: COUNT, dropped: 0, truncated: 0 }]);
  }, 180_000);

  it('leave the panel usable: it answers, filters and scrolls', async () => {
    const { frame } = stage.panel;
    expect(await frame.$eval('[data-count="lost"]', (one) => one.textContent)).toMatch(/^0\b/);
    await frame.type('[data-testid="filter"]', '99999');
    const shown = await until(
      () =>
        frame.$$eval('[data-record-number]', (rows) => rows.map((row) => row.textContent ?? '')),
      (rows) => rows.length === 1,
    );
    expect(shown).toHaveLength(1);
    expect(shown[0]).toContain('99999');
  });
});

/** Runs in the page: how many messages came. */
function flood(count: number, size: number): Promise<number> {
  return new Promise((done) => {
    let received = 0;
    const socket = new WebSocket(`ws://${location.host}/ws/flood?count=${count}&size=${size}`);
    socket.onmessage = () => {
      received += 1;
    };
    socket.onclose = () => done(received);
  });
}
