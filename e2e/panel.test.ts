import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setTheme } from '../browser/devtools.ts';
import schema from '../extension/formats/ndjson/schema.json' with { type: 'json' };
import { echo, openSocket, run } from './echo.ts';
import { type LogLine, linesOf, parseLines } from './lines.ts';
import { Person } from './person.ts';
import { type Stage, setStage } from './stage.ts';
import { until } from './until.ts';

let stage: Stage;
let person: Person;

beforeAll(async () => {
  stage = await setStage();
  person = new Person(stage);
});

afterAll(() => stage?.close());

/** Each test begins with a fresh page and an empty recording. */
beforeEach(() => visit('/nothing-here'));

async function visit(path: string): Promise<void> {
  await stage.page.goto(`${stage.server.url}${path}`);
  await person.countUntil('messages', 0);
}

const say = (...texts: readonly string[]) => echo(stage.page, ...texts);
const letters = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, number) => `${prefix} ${number}`);

describe('the list', () => {
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
    await say(...letters('early', 40));
    await person.rowsUntil((rows) => rows.at(-1) === 'Textearly 39');
    expect(await person.isShown('jump-to-latest')).toBe(false);
    await person.wheel(-300);
    await until(
      () => person.isShown('jump-to-latest'),
      (isShown) => isShown,
    );
    const before = await person.rows();
    await say(...letters('late', 5));
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
    await say(...letters('later', 30));
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
});

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

describe('the detail of a record', () => {
  const destination = '/topic/room1';
  const FRAME = `SEND\ndestination:${destination}\ncontent-type:application/json\n\n{"from":"kim","n":[1,2]}\0`;

  beforeEach(async () => {
    await openSocket(stage.page, '/stomp', 'v12.stomp');
    await run(
      stage.page,
      `socket.send('CONNECT\\naccept-version:1.2\\nhost:here\\n\\n\\0'); socket.send(${JSON.stringify(FRAME)});`,
    );
    await person.select(`SEND ${destination}`);
  });

  const lit = async () => {
    const pairs = await person.texts('.hex-bytes .lit');
    return Buffer.from(pairs.join(''), 'hex').toString();
  };
  const litUntil = (wanted: string) => until(lit, (text) => text === wanted);
  const active = () => person.text('.tree-line[aria-selected="true"]');

  it('is its layers, from the outside in, with all of its bytes', async () => {
    const layers = await until(
      () => person.texts('.tree-line.layer .layer-name'),
      (all) => all.length === 2,
    );
    expect(layers).toEqual(['STOMP', 'JSON']);
    expect(await person.texts('.tree-line.field')).toContain('destination: "/topic/room1"');
    expect((await person.texts('.hex-text')).join('')).toMatch(/^SEND\.destination:/);
  });

  it('lights the bytes of the field that is clicked on', async () => {
    await person.clickOn('.tree-line.field', 'destination');
    expect(await litUntil(`destination:${destination}`)).toBe(`destination:${destination}`);
    await person.clickOn('.tree-line.field', 'from');
    expect(await litUntil('"from":"kim"')).toBe('"from":"kim"');
    expect(await person.text('[data-testid="field-bar"]')).toContain('12 bytes');
  });

  it('goes to the field of the byte that is clicked on', async () => {
    const offset = FRAME.indexOf(destination) + 3;
    await until(
      () => stage.panel.frame.$$(`.hex-bytes [data-offset="${offset}"]`),
      (found) => found.length === 1,
    );
    await stage.panel.frame.click(`.hex-bytes [data-offset="${offset}"]`);
    expect(await until(active, (text) => text.includes('destination'))).toBe(
      'destination: "/topic/room1"',
    );
    expect(await litUntil(`destination:${destination}`)).toBe(`destination:${destination}`);
  });

  it('is walked, opened and closed by the keyboard', async () => {
    await person.clickOn('.tree-line.layer', 'JSON');
    expect(await until(active, (text) => text.startsWith('▾JSON'))).toMatch(/^▾JSON/);
    await person.press('Enter');
    expect(await until(active, (text) => text.startsWith('▸JSON'))).toMatch(/^▸JSON/);
    await person.press('ArrowRight');
    await person.press('ArrowRight');
    expect(await until(active, (text) => text.includes('from'))).toContain('from: "kim"');
    await person.press('ArrowLeft');
    expect(await until(active, (text) => text.includes('JSON'))).toMatch(/^▾JSON/);
  });
});

describe('the filter', () => {
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
    await say(...letters('more', 60));
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
});

describe('the recording', () => {
  beforeEach(() => openSocket(stage.page, '/ws/echo'));

  it('stops while paused, marks the gap, and goes on', async () => {
    await say('before');
    await person.countUntil('messages', 2);
    await person.click('record');
    await say('meanwhile');
    await new Promise((done) => setTimeout(done, 400));
    expect(await person.count('messages')).toBe(2);
    expect(await person.text('[data-divider="pause"]')).toMatch(/^paused: /);
    await person.click('record');
    await say('after');
    const rows = await person.rowsUntil((all) => all.length === 4);
    expect(rows).toEqual(['Textbefore', 'Textbefore', 'Textafter', 'Textafter']);
    expect(await person.text('[data-divider="pause"]')).toMatch(/^paused for \d.* not recorded$/);
    expect(await person.count('lost')).toBe(0);
  });

  it('forgets everything when cleared, and goes on', async () => {
    await say('before');
    await person.select('before');
    await person.click('clear');
    await person.countUntil('messages', 0);
    expect(await person.rows()).toEqual([]);
    expect(await person.count('bytes')).toBe(0);
    expect(await person.text('[aria-label="Detail"]')).not.toContain('before');
    await say('after');
    expect(await person.rowsUntil((all) => all.length === 2)).toEqual(['Textafter', 'Textafter']);
  });

  it('begins anew when the page goes elsewhere, unless the log is kept', async () => {
    await say('first page');
    await person.countUntil('messages', 2);
    await person.click('preserve-log');
    await stage.page.goto(`${stage.server.url}/elsewhere`);
    await until(
      () => person.text('[data-divider="navigation"]'),
      (text) => text !== '',
    );
    expect(await person.text('[data-divider="navigation"]')).toBe(
      `went to ${stage.server.url}/elsewhere`,
    );
    expect(await person.rows()).toEqual(['Textfirst page', 'Textfirst page']);
    await person.click('preserve-log');
    await visit('/nothing-here');
    expect(await person.rowsUntil((rows) => rows.length === 0)).toEqual([]);
  });

  it('is exported as a file that is valid and says what the list shows', async () => {
    await say('plain', '{"a":1}', 'more');
    await person.rowsUntil((rows) => rows.length === 6);
    const lines = await exported();
    const validate = new Ajv2020({ strict: false }).compile(schema);
    expect(lines.filter((line) => !validate(line))).toEqual([]);
    const summaries = linesOf(lines, 'record').map(({ layers }) => layers[0]?.summary);
    expect(summaries).toEqual(await person.texts('.records-rows .summary'));
    expect(linesOf(lines, 'end')).toMatchObject([
      { messages: await person.count('messages'), dropped: 0, truncated: 0 },
    ]);
  });
});

/** Presses Export; the lines of the file that the browser saved. */
async function exported(): Promise<LogLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pushscope-export-'));
  const session = await stage.inspected.browser.target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await person.click('export');
  const [name = ''] = await until(
    async () => readdirSync(folder).filter((one) => one.endsWith('.ndjson')),
    (names) => names.length > 0,
  );
  expect(name).toMatch(/^pushscope-[\d-]+\.ndjson$/);
  const lines = parseLines<LogLine>(readFileSync(join(folder, name), 'utf8'));
  rmSync(folder, { recursive: true });
  return lines;
}

describe('the panel', () => {
  it('is walked through by Tab from the toolbar to the list, and the list by arrows', async () => {
    await openSocket(stage.page, '/ws/echo');
    await say(...letters('line', 50));
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
    for (const _ of letters('', 3)) await person.press('ArrowDown');
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
});
