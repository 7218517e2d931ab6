import { describe, expect, test } from 'vitest';
import type { MessageLine } from './lines.ts';
import { readLog } from './read.ts';
import { FACTS, fits, isDerived, parsed, rewritten, SAMPLE, written } from './recording.fixture.ts';

describe('a log', () => {
  test('has every line that the design names, and each fits the schema', () => {
    const lines = parsed(written(SAMPLE));
    for (const line of lines) expect(fits(line), JSON.stringify(fits.errors)).toBe(true);
    expect(new Set(lines.map(({ kind }) => kind))).toEqual(
      new Set(['log', 'connection', 'message', 'record', 'channel', 'end']),
    );
    expect(lines[0]).toEqual({
      kind: 'log',
      format: 'pushscope',
      version: 1,
      startedAt: FACTS.startedAt,
      page: FACTS.page,
      browser: FACTS.browser,
    });
    expect(lines.at(-1)).toMatchObject({
      kind: 'end',
      connections: 2,
      messages: 7,
      dropped: 0,
      truncated: 1,
      missing: 3,
      droppedConnections: 2,
      uncaptured: 1,
    });
  });

  test('numbers the messages of a connection from 0 in the order of their positions', () => {
    const lines = parsed(written(SAMPLE)).filter(({ kind }) => kind === 'message');
    const indices = (lines as MessageLine[]).map(({ index }) => index);
    expect(indices).toEqual([0, 1, 3, 2, 4, 5, 6]);
  });

  test('says what became of each payload', () => {
    const bodies = parsed(written(SAMPLE)).flatMap((line) => {
      if (line.kind !== 'message') return [];
      const { text, base64, missing, pending, truncated, discarded } = line;
      return [{ text, base64, missing, pending, truncated, discarded }];
    });
    expect(bodies.slice(3)).toEqual([
      { missing: 'read failed' },
      { base64: 'AQIDBA==' },
      { pending: true },
      { text: 'x', truncated: true, discarded: true },
    ]);
  });

  test('marks a request that is held', () => {
    expect(parsed(written(SAMPLE))).toContainEqual(
      expect.objectContaining({
        kind: 'connection',
        id: 'c2',
        state: 'holding',
        pattern: 'request',
      }),
    );
  });

  test('is the same when it was read and written again', async () => {
    const lines = written(SAMPLE);
    const log = await readLog(lines);
    expect(log.problems).toEqual([]);
    expect(await rewritten(lines)).toEqual(lines);
  });

  test('keeps fields that it does not know', async () => {
    const lines = parsed(written(SAMPLE)).map((line) =>
      isDerived(line) ? line : { ...line, 'x-note': { by: line.kind } },
    );
    const again = parsed(await rewritten(lines.map((line) => JSON.stringify(line))));
    expect(again).toEqual(lines);
  });

  test('can be derived afresh from its messages alone', async () => {
    const lines = written(SAMPLE);
    const bare = lines.filter((line) => !isDerived(JSON.parse(line)));
    expect(bare.length).toBeLessThan(lines.length);
    expect(await rewritten(bare)).toEqual(lines);
  });
});
