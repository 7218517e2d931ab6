import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLog } from './read.ts';
import { SAMPLE, written } from './recording.fixture.ts';

describe('reading', () => {
  const problems = async (lines: readonly string[]) => (await readLog(lines)).problems;
  const lines = written(SAMPLE);

  test('says when the file was cut off', async () => {
    const log = await readLog(lines.slice(0, -1));
    expect(log.end).toBeUndefined();
    expect(log.problems).toEqual([
      { line: lines.length - 1, reason: 'The file was cut off: it has no end line.' },
    ]);
    expect(log.messages).toHaveLength(7);
  });

  test('says when an empty file is no log', async () => {
    expect(await problems([])).toEqual([{ line: 0, reason: 'The file is empty.' }]);
    expect(await problems(['', ' '])).toMatchObject([{ reason: 'The file is empty.' }]);
  });

  test('passes over a byte order mark', async () => {
    const [header = '', ...rest] = lines;
    expect(await problems([`\ufeff${header}`, ...rest])).toEqual([]);
  });

  test('takes a connection line that comes after its messages, and empty lines', async () => {
    const [header = '', connection = '', ...rest] = lines;
    const end = rest.pop() ?? '';
    const late = [header, ...rest, '\r\n', connection, '', end];
    expect(await problems(late)).toEqual([]);
    expect((await readLog(late)).messages).toHaveLength(7);
  });

  test('takes lines as they come from a stream', async () => {
    async function* stream() {
      for (const line of lines) yield line.trimEnd();
    }
    expect((await readLog(stream())).problems).toEqual([]);
  });

  test.each([
    ['{"kind":"message"', /not JSON/],
    ['[1]', /not a JSON object/],
    ['{"kind":"finding"}', /kind "finding" is not known/],
    ['{"kind":"__proto__"}', /not known/],
    ['{"kind":"connection","id":"c9"}', /required property/],
    [
      '{"kind":"message","connection":"c1","index":-1,"time":1,"direction":"sent","type":"text","size":1,"text":""}',
      /index/,
    ],
    [
      '{"kind":"message","connection":"c1","index":9,"time":1,"direction":"sent","type":"text","size":1}',
      /does not fit/,
    ],
    [
      '{"kind":"message","connection":"c1","index":9,"time":1,"direction":"sent","type":"text","size":1,"text":"","base64":""}',
      /does not fit/,
    ],
    [
      '{"kind":"message","connection":"c7","index":0,"time":1,"direction":"sent","type":"text","size":1,"text":""}',
      /c7 .* not in the file/,
    ],
    ['{"kind":"log","format":"pushscope","version":1,"startedAt":1}', /second log/],
    ['{"kind":"log","format":"pushscope","version":2,"startedAt":1}', /version/],
  ])('reports %s with its line', async (line, reason) => {
    const found = await problems([...lines.slice(0, 3), line, ...lines.slice(3)]);
    expect(found).toEqual([{ line: 4, reason: expect.stringMatching(reason) }]);
  });

  test('reports what the end line counts otherwise, and what follows it', async () => {
    const [header = '', ...rest] = lines.filter((line) => !line.includes('"index":4'));
    expect(await problems([header, ...rest, rest.at(-2) ?? ''])).toEqual([
      { line: rest.length + 2, reason: 'The line comes after the end of the log.' },
      { line: rest.length + 2, reason: 'The end line announces 7 messages; 6 were read.' },
    ]);
  });

  test('reports a log without its first line', async () => {
    expect(await problems(lines.slice(1))).toEqual([
      { line: 1, reason: 'The file does not begin with a log line.' },
    ]);
  });

  test('never throws, whatever the lines are', async () => {
    const line = fc.oneof(fc.string(), fc.json(), fc.constantFrom(...lines));
    await fc.assert(
      fc.asyncProperty(fc.array(line), async (some) => {
        const log = await readLog(some);
        expect([...log.events()]).toBeDefined();
      }),
    );
  });
});
