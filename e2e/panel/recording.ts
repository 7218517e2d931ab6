import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeEach, expect, it } from 'vitest';
import schema from '../../extension/formats/ndjson/schema.json' with { type: 'json' };
import { openSocket } from '../echo.ts';
import { type LogLine, linesOf, parseLines } from '../lines.ts';
import { until } from '../until.ts';
import { person, say, stage, visit } from './scene.ts';

/** Pause, clear, navigation and export. */
export function theRecording(): void {
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
    expect(await person.isShown('detail')).toBe(false);
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
}

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
