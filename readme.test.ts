import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withProtocolTable } from './cli/protocol-table.ts';
import { DECODERS } from './extension/decoders/list.ts';

const README = readFileSync('README.md', 'utf8');

test('the protocol table of the README is what `npm run readme` writes from the list of decoders', () => {
  expect(README).toBe(withProtocolTable(README, DECODERS));
});

test.each(DECODERS.map((decoder) => [decoder.title, decoder] as const))(
  'the README has %s in its table, with its specification',
  (title, { specification }) => {
    expect(README).toContain(`[${title}](${specification})`);
  },
);
