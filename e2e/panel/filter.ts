import { beforeEach, expect, it } from 'vitest';
import { openSocket, run } from '../echo.ts';
import { until } from '../until.ts';
import { numbered, person, say, stage } from './scene.ts';

/** Text, expressions, kinds, and the raw messages. */
export function theFilter(): void {
  beforeEach(async () => {
    await openSocket(stage.page, '/ws/echo');
    await say('apple pie', '{"fruit":"Apple"}', 'a[b', 'pear');
    await person.rowsUntil((rows) => rows.length === 8);
  });

  it('finds text in what was decoded, whatever its case', async () => {
    await person.filter('apple');
    const rows = await person.rowsUntil((all) => all.length === 4);
    const found = ['JSON{fruit: "Apple"}', 'Textapple pie'];
    expect([...rows].sort()).toEqual([found[0], found[0], found[1], found[1]]);
    expect(await person.count('shown')).toBe(4);
    await person.filter('');
  });

  it('takes an expression between slashes', async () => {
    await person.filter('/^(pe|a\\[)/');
    const rows = await person.rowsUntil((all) => all.length === 4);
    expect(new Set(rows)).toEqual(new Set(['Texta[b', 'Textpear']));
    await person.filter('');
  });

  it('says what is wrong with an expression, and looks for it as it stands', async () => {
    await person.filter('/a[b/');
    await until(
      () => person.text('[data-testid="filter-error"]'),
      (text) => text !== '',
    );
    expect(await person.text('[data-testid="filter-error"]')).toMatch(
      /Invalid regular expression.*as it stands/,
    );
    await person.rowsUntil((all) => all.length === 0);
    expect(await person.isShown('empty-filtered')).toBe(true);
    await say('it is /a[b/ here');
    const rows = await person.rowsUntil((all) => all.length === 2);
    expect(rows[0]).toContain('/a[b/');
    await person.filter('');
  });

  it('is reached by Ctrl-F and emptied by Escape, and keeps the selected row in view', async () => {
    await say(...numbered('more', 60));
    await person.select('more 59');
    await person.pressControl('f');
    expect(
      await until(
        () => person.focus(),
        (name) => name === 'filter',
      ),
    ).toBe('filter');
    await stage.inspected.devtools.keyboard.type('pear');
    await person.rowsUntil((rows) => rows.length === 2);
    await person.select('pear');
    await person.pressControl('f');
    await person.press('Escape');
    const rows = await person.rowsUntil((all) => all.length > 2);
    expect(rows).toContain('Textpear');
    expect(
      await stage.panel.frame.$eval(
        '[data-testid="filter"]',
        (one) => (one as HTMLInputElement).value,
      ),
    ).toBe('');
  });

  it('has a chip for each kind of traffic, and a switch for the raw messages', async () => {
    await run(stage.page, `await fetch('/api/slow?delay=0').then((answer) => answer.text());`);
    await person.rowsUntil((rows) => rows.length === 9);
    await person.click('kind-fetch');
    expect(await person.rowsUntil((rows) => rows.length === 1)).toMatchObject([/^JSON200/]);
    await person.click('kind-sse');
    expect(await person.rowsUntil((rows) => rows.length === 0)).toEqual([]);
    await person.click('kind-websocket');
    expect(await person.rowsUntil((rows) => rows.length === 8)).toHaveLength(8);
    await person.click('raw-messages');
    const raw = await person.rowsUntil((rows) => rows.includes('Text{"fruit":"Apple"}'));
    expect(raw).toContain('Text{"fruit":"Apple"}');
    await person.click('raw-messages');
    await person.click('kind-all');
    expect(await person.rowsUntil((rows) => rows.length === 9)).toHaveLength(9);
  });
}
