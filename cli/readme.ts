import { readFile, writeFile } from 'node:fs/promises';
import { DECODERS } from '../extension/decoders/list.ts';
import { runCommand } from './failure.ts';
import { withProtocolTable } from './protocol-table.ts';

const PATH = 'README.md';

/** Writes what the README says of the program itself: `npm run readme`. */
await runCommand(async () => {
  const before = await readFile(PATH, 'utf8');
  const after = withProtocolTable(before, DECODERS);
  if (after !== before) await writeFile(PATH, after);
  process.stdout.write(after === before ? 'README.md is up to date.\n' : 'README.md is written.\n');
  return 0;
});
