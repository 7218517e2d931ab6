import { beforeAll, expect, it } from 'vitest';
import { flip, lane } from './card.ts';
import { click, fill, ledger, openLaboratory, say, texts } from './visit.ts';

const polling = lane('notifications', 'polling');
const longPolling = lane('notifications', 'long-polling');
const remarks = (selector: string) => texts(`${selector} .lane-remarks code`);

/** When polls of the topic went out, by the ledger. */
async function asked(): Promise<number[]> {
  const entries = await ledger();
  const polls = entries.filter(
    (entry) => entry.kind === 'open' && entry.url.includes('/api/poll/notifications'),
  );
  return polls.map(({ time }) => time);
}

/** Polling and long polling, and what one can choose about them. */
export function thePolls(): void {
  beforeAll(openLaboratory);

  it('show 304, the cursor, and how many came', async () => {
    const { id } = await say('notifications', 'one');
    await flip('notifications', 'polling');
    await expect.poll(() => remarks(polling)).toEqual([`304 · 0 B · cursor ${id} · 304 ×1`]);
    await click(`${polling} [role="switch"]:not(.way *)`);
    await expect
      .poll(() => remarks(polling))
      .toEqual([expect.stringMatching(`^200 · [1-9]\\d* B · cursor ${id} · 304 ×\\d+$`)]);
    await click(`${polling} [role="switch"]:not(.way *)`);
  });

  it('ask when the server advises: soon after news, then ever more rarely', async () => {
    await click(`${polling} .segments label:nth-of-type(2) input`);
    await flip('notifications', 'polling');
    for (let news = 1; news <= 10; news += 1) await say('notifications', `news ${news}`);
    const from = Date.now();
    await flip('notifications', 'polling');
    const gaps = async () => {
      const times = (await asked()).filter((time) => time >= from);
      return times.slice(1).map((time, index) => time - (times[index] ?? 0));
    };
    await expect.poll(async () => (await gaps()).length, { timeout: 10_000 }).toBeGreaterThan(3);
    const [first = 0, ...later] = await gaps();
    expect(later.at(-1)).toBeGreaterThan(2 * first);
    expect(await texts(`${polling} .advised output`)).toEqual([
      expect.stringMatching(/^\d.* (ms|s)$/),
    ]);
    await flip('notifications', 'polling');
  });

  it('gather what comes soon after the first, when they are held', async () => {
    await flip('notifications', 'long-polling');
    await fill(`${longPolling} .field:nth-of-type(2) input`, '3');
    await say('notifications', 'wakes the poll that was held before');
    await expect.poll(() => remarks(longPolling)).toEqual([expect.stringMatching(/^200 · 1 new/)]);
    for (const text of ['three', 'four', 'five']) await say('notifications', text);
    await expect.poll(() => remarks(longPolling)).toEqual([expect.stringMatching(/^200 · 3 new/)]);
    await flip('notifications', 'long-polling');
  });
}
