import { expect, it } from 'vitest';
import { openSocket } from '../echo.ts';
import { until } from '../until.ts';
import { person, say, stage, visit } from './scene.ts';

/** A person says what a connection speaks, sees it at once, and takes it back. */
export function theProtocol(): void {
  const choose = (testId: string, value: string) =>
    stage.panel.frame.select(`[data-testid="${testId}"]`, value);
  const reason = (wanted: RegExp) =>
    until(
      () => person.text('[data-testid="protocol-reason"]'),
      (text) => wanted.test(text),
    );

  it('is named with its reason, chosen by hand for an address, kept for new sockets, and taken back', async () => {
    await openSocket(stage.page, '/ws/echo?first');
    await say('{"a":1}');
    await person.rowsUntil((rows) => rows.every((row) => row === 'JSON{a: 1}'));
    await person.select('{a: 1}');
    await person.click('choose-protocol');
    expect(await reason(/^JSON/)).toBe('JSON: begins as a JSON object or array');
    expect(
      await until(
        () => person.focus(),
        (name) => name === 'protocol-choice',
      ),
    ).toBe('protocol-choice');

    await choose('protocol-choice', 'text');
    expect(await reason(/by hand/)).toBe(
      'Text: chosen by hand for every connection to this address',
    );
    expect(await person.rowsUntil((rows) => rows[0] === 'Text{"a":1}')).toHaveLength(2);

    await openSocket(stage.page, '/ws/echo?second');
    await say('{"b":2}');
    const rows = await person.rowsUntil((all) => all.length === 4);
    expect(rows).toEqual(['Text{"a":1}', 'Text{"a":1}', 'Text{"b":2}', 'Text{"b":2}']);
    const lines = await stage.log();
    expect(lines.filter((line) => 'readAs' in line && line.readAs === 'text')).toHaveLength(2);

    await choose('protocol-scope', 'connection');
    expect(await reason(/this connection/)).toBe('Text: chosen by hand for this connection');
    expect(await person.rowsUntil((all) => all[2] === 'JSON{b: 2}')).toEqual([
      'Text{"a":1}',
      'Text{"a":1}',
      'JSON{b: 2}',
      'JSON{b: 2}',
    ]);
    await person.click('protocol-automatic');
    await reason(/^JSON/);
    expect(await person.rowsUntil((all) => all[0] === 'JSON{a: 1}')).toHaveLength(4);
    await person.click('tab-decoded');
  });

  it('is chosen by the keyboard alone, and outlasts a reload of the page', async () => {
    await openSocket(stage.page, '/ws/echo');
    await say('[1]');
    await person.rowsUntil((rows) => rows.length === 2);
    await person.select('[1]');
    await person.click('choose-protocol');
    await until(
      () => person.focus(),
      (name) => name === 'protocol-choice',
    );
    await stage.inspected.devtools.keyboard.type('Text');
    await choose('protocol-scope', 'address');
    await reason(/every connection/);
    await visit('/nothing-here');
    await openSocket(stage.page, '/ws/echo');
    await say('[2]');
    expect(await person.rowsUntil((rows) => rows.length === 2)).toEqual(['Text[2]', 'Text[2]']);
    await person.select('[2]');
    await person.click('protocol-automatic');
    expect(await person.rowsUntil((rows) => rows[0] === 'JSON[1] 2')).toHaveLength(2);
    await person.click('tab-decoded');
  });
}
