import { expect, it } from 'vitest';
import { setTheme } from '../../browser/devtools.ts';
import { openSocket } from '../echo.ts';
import { until } from '../until.ts';
import { numbered, person, say, stage } from './scene.ts';

/** Keyboard and theme: what the panel shares with the rest of DevTools. */
export function theSurroundings(): void {
  it('is walked through by Tab from the toolbar to the list, and the list by arrows', async () => {
    await openSocket(stage.page, '/ws/echo');
    await say(...numbered('line', 50));
    await person.rowsUntil((rows) => rows.at(-1) === 'Textline 49');
    await person.select('line 49');
    await person.pressControl('f');
    const stops: string[] = [];
    while (stops.length < 30 && stops.at(-1) !== 'records') {
      await person.press('Tab');
      stops.push(await person.focus());
    }
    const known = ['kind-all', 'raw-messages', 'hide-heartbeats', 'connections', 'records'];
    expect(stops.filter((stop) => known.includes(stop))).toEqual(known);
    const selected = () => person.text('.records-row[aria-selected="true"] .what');
    await person.press('Home');
    expect(await until(selected, (text) => text === 'Textline 0')).toBe('Textline 0');
    for (const _ of numbered('', 3)) await person.press('ArrowDown');
    const third = await until(selected, (text) => text !== 'Textline 0');
    await person.press('ArrowUp');
    expect(await until(selected, (text) => text !== third)).toMatch(/^Textline \d+$/);
    await person.press('End');
    expect(await until(selected, (text) => text === 'Textline 49')).toBe('Textline 49');
  });

  it('follows DevTools’ theme', async () => {
    const { frame } = stage.panel;
    const look = () =>
      frame.evaluate(() => [
        document.documentElement.dataset.theme,
        getComputedStyle(document.body).backgroundColor,
      ]);
    await setTheme(stage.inspected.devtools, 'dark');
    expect(await until(look, ([theme]) => theme === 'dark')).toEqual(['dark', 'rgb(40, 40, 40)']);
    await setTheme(stage.inspected.devtools, 'light');
    expect(await until(look, ([theme]) => theme === 'light')).toEqual([
      'light',
      'rgb(255, 255, 255)',
    ]);
  });
}
