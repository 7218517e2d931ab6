import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DECODERS } from './extension/decoders/list.ts';

const README = readFileSync('README.md', 'utf8');

test.each(DECODERS.map(({ title, specification }) => [title, specification]))(
  'the README has %s in its table, with its specification',
  (title, specification) => {
    expect(README).toContain(`[${title}](${specification})`);
  },
);
