import { expect, it } from 'vitest';
import { openSocket, run } from '../echo.ts';
import { until } from '../until.ts';
import { numbered, person, say, stage } from './scene.ts';

/** Rows: their order, their text, following the tail, and very many of them. */
export function theList(): void {
  it('has a row for each message, in the order in which they were said', async () => {
    await openSocket(stage.page, '/ws/echo');
    for (const text of ['one', 'two', 'three']) await say(text);
    const rows = await person.rowsUntil((all) => all.length === 6);
    expect(rows).toEqual(
      ['one', 'one', 'two', 'two', 'three', 'three'].map((text) => `Text${text}`),
    );
    const arrows = await person.texts('.records-rows .arrow .visually-hidden');
    expect(arrows).toEqual(['sent', 'received', 'sent', 'received', 'sent', 'received']);
    expect(await person.text('.records-rows .place')).toContain('/ws/echo');
  });

  it('shows what a page says as text, never as markup', async () => {
    await openSocket(stage.page, '/ws/echo');
    const markup = '<img src="x" onerror="document.title=1"><b>bold</b>';
    await say(markup, JSON.stringify({ text: markup, [markup]: markup }));
    const [first] = await person.rowsUntil((all) => all.length === 4);
    expect(first).toBe(`Text${markup}`);
    await person.select('{text:');
    await until(
      () => person.texts('.tree-line'),
      (lines) => lines.length > 2,
    );
    await person.click('tab-text');
    expect(await person.text('[data-testid="raw-text"]')).toContain('<img src=');
    await person.click('tab-decoded');
    expect(await stage.panel.frame.$$('img, b')).toHaveLength(0);
    expect(await stage.panel.frame.title()).not.toBe('1');
  });

  it('follows the latest row until somebody scrolls or selects, and offers the way back', async () => {
    await openSocket(stage.page, '/ws/echo');
    await say(...numbered('early', 40));
    await until(
      () => person.length(),
      (length) => length === 80,
    );
    expect(await person.isShown('jump-to-latest')).toBe(false);
    await person.wheel(-300);
    await until(
      () => person.isShown('jump-to-latest'),
      (isShown) => isShown,
    );
    const before = await person.rows();
    await say(...numbered('late', 5));
    await person.countUntil('messages', 90);
    expect(await person.rows()).toEqual(before);
    await until(
      () => person.text('[data-testid="jump-to-latest"]'),
      (text) => text.includes('10 new'),
    );
    expect(await person.text('[data-testid="jump-to-latest"]')).toContain('10 new');
    await person.click('jump-to-latest');
    await person.rowsUntil((rows) => rows.at(-1) === 'Textlate 4');
    await person.select('late 3');
    await say(...numbered('later', 30));
    await person.countUntil('messages', 150);
    expect((await person.rows()).join()).toContain('late 3');
    expect((await person.rows()).at(-1)).not.toBe('Textlater 29');
  });

  it('shows the right rows at the top, in the middle and at the end of 50,000', async () => {
    await run(
      stage.page,
      `const socket = new WebSocket('ws://' + location.host + '/ws/flood?count=50000&size=20');
       await new Promise((done) => { socket.onclose = done; });`,
    );
    await until(
      () => person.length(),
      (length) => length === 50_000,
      20,
    );
    const { frame } = stage.panel;
    for (const share of [0, 0.5, 1]) {
      await frame.$eval(
        '[data-testid="records"]',
        (list, part) => {
          list.scrollTop = part * (list.scrollHeight - list.clientHeight);
        },
        share,
      );
      const wanted = share === 0 ? 0 : share === 1 ? 49_999 : undefined;
      const numbers = await until(
        () => rowNumbers(),
        (all) =>
          wanted === undefined ? Math.abs((all[0] ?? 0) - 25_000) < 40 : all.includes(wanted),
      );
      const [first = Number.NaN] = numbers;
      if (wanted === undefined) expect(Math.abs(first - 25_000)).toBeLessThan(40);
      else expect(numbers).toContain(wanted);
      expect(numbers).toEqual(numbers.map((_, index) => first + index));
    }
  });
}

/** What the rows in view of a flood say that they are; in their place, or the list would be wrong. */
async function rowNumbers(): Promise<number[]> {
  const rows = await stage.panel.frame.evaluate(() =>
    [...document.querySelectorAll('.records-rows [data-record-number]')].map((row) => ({
      position: Number(row.getAttribute('aria-rowindex')) - 1,
      text: row.querySelector('.summary')?.textContent ?? '',
    })),
  );
  return rows.map(({ position, text }) =>
    text.startsWith(`${position} `) || text.startsWith(`${position}.`) ? position : Number.NaN,
  );
}
