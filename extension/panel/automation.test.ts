import { expect, test } from 'vitest';
import { readLog } from '../formats/ndjson/read.ts';
import { Automation } from './automation.ts';
import { MadeUpPage } from './recording/page.fixture.ts';

async function linesOf(automation: Automation, meanwhile: () => void): Promise<string[]> {
  let text = '';
  for (
    let piece = await automation.nextLines();
    piece !== '';
    piece = await automation.nextLines()
  ) {
    text += piece;
    meanwhile();
  }
  return text.split('\n').filter((line) => line !== '');
}

test('a log fetched piece by piece is of one moment, whatever happens meanwhile', async () => {
  const page = new MadeUpPage();
  const chat = page.webSocket(0, 'ws://host/chat');
  for (let at = 0; at < 60; at += 1) page.says(chat, at, 'x'.repeat(200_000));
  const automation = new Automation(page.recording);
  automation.openLog('Chrome/156');

  const lines = await linesOf(automation, () => {
    page.says(page.webSocket(100, 'ws://host/late'), 101, 'late');
    page.settle(102);
  });

  const log = await readLog(lines);
  expect(log.problems).toEqual([]);
  expect([log.connections.length, log.messages.length, log.derived]).toEqual([1, 60, 60]);
});

test('a text is found in whatever was captured since it was last looked for', () => {
  const page = new MadeUpPage();
  const chat = page.webSocket(0, 'ws://host/chat');
  const automation = new Automation(page.recording);
  page.says(chat, 1, 'hello');
  expect([automation.contains('bye'), automation.contains('hello')]).toEqual([false, true]);
  page.says(chat, 2, 'good bye');
  expect(automation.contains('bye')).toBe(true);
});
