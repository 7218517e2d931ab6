import { expect, it } from 'vitest';
import { click, fill, goTo, ledger, openLaboratory, page, texts } from './visit.ts';

const box = (name: string) => `[data-experiment="${name}"]`;
const sayWords = () => click(`${box('rooms')} button`);
const side = (kind: 'plain' | 'stomp') => texts(`${box('rooms')} [data-side="${kind}"] .outcome *`);

/** Rooms, tokens and the seventh stream. */
export function theExperiments(): void {
  it.each(['', '#/lesson/stomp'])(
    'rooms at /%s: everybody gets everything, subscribers get theirs',
    async (hash) => {
      if (hash === '') await openLaboratory();
      else await goTo(hash);
      await expect.poll(() => texts(`${box('rooms')} .members`)).toHaveLength(2);
      await sayWords();
      const [all, own] = [/^270\b/, /^90\b/].map((count) => expect.stringMatching(count));
      const [most, none] = [/^67%/, /^0%/].map((share) => expect.stringMatching(share));
      await expect.poll(() => side('plain'), { timeout: 10_000 }).toEqual([all, own, most]);
      await expect.poll(() => side('stomp')).toEqual([own, own, none]);
    },
  );

  it('a token lets in, and ends the connection when it ends', async () => {
    await goTo('#/lesson/websocket');
    await expect.poll(() => texts(`${box('token')} .row button`)).toHaveLength(2);
    await fill(`${box('token')} input[type="range"]`, '0');
    await click(`${box('token')} button.primary`);
    const lines = () => texts(`${box('token')} .lines li`);
    await expect
      .poll(lines, { timeout: 10_000 })
      .toEqual([
        expect.stringMatching(/^POST \/api\/sign-in → /),
        expect.stringMatching(/^101, \d+ ms$/),
        expect.stringMatching(/^close 4401 the token has expired, [12](\.\d)? s$/),
      ]);
  });

  it('tokens that are expired, forged or missing are refused at every door', async () => {
    await click(`${box('token')} .token-trials button`);
    const answers = () =>
      page.$$eval(`${box('token')} tbody tr`, (rows) =>
        rows.map((row) => [...row.querySelectorAll('td')].map(({ textContent }) => textContent)),
      );
    const refused = (why: RegExp, error: string) => [
      expect.stringMatching(why),
      'close 1006',
      expect.stringMatching(`^ERROR .*${error}.* close 4401$`),
    ];
    await expect
      .poll(answers, { timeout: 15_000 })
      .toEqual([
        ['200', '101', 'CONNECTED'],
        refused(/^401 invalid_token$/, 'expired'),
        refused(/^401 invalid_token$/, 'signature is wrong'),
        refused(/^401$/, 'no token'),
      ]);
    const closes = (await ledger()).filter((one) => one.kind === 'close' && one.status === 401);
    expect(closes.length).toBeGreaterThanOrEqual(3);
  });

  it('the seventh stream waits until another ends', async () => {
    await goTo('#/lesson/sse');
    const slots = () => texts(`${box('streams')} .stream-slots li`);
    await expect.poll(slots).toEqual(['1 lesson']);
    for (let streams = 2; streams <= 7; streams += 1) await click(`${box('streams')} button`);
    const open = [2, 3, 4, 5, 6].map((number) => `${number} open`);
    await expect.poll(slots).toEqual(['1 lesson', ...open, '7 waits']);
    await click(`${box('streams')} button:nth-of-type(2)`);
    await expect.poll(slots).toEqual(['1 lesson', ...open]);
    await click(`${box('streams')} button:nth-of-type(3)`);
    await expect.poll(slots).toEqual(['1 lesson']);
  });
}
