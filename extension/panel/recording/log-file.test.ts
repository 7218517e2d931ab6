import { expect, test } from 'vitest';
import { fileOf } from './log-file.ts';

test('a file holds every line, each with its end, however many pieces it is put together from', async () => {
  const line = `{"text":"${'é'.repeat(100_000)}"}\n`;
  const lines = Array.from({ length: 90 }, () => line);
  const file = fileOf(lines);
  expect(file.type).toBe('application/x-ndjson');
  expect(await file.text()).toBe(lines.join(''));
});
