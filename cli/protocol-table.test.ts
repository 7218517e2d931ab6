import { expect, it } from 'vitest';
import { withProtocolTable } from './protocol-table.ts';

const START = '<!-- protocols: written by `npm run readme` from the list of decoders -->\n';
const END = '<!-- end of protocols -->\nafter\n';
const STOMP = {
  title: 'STOMP',
  specification: 'https://stomp.example/',
  versions: '1.0 | 1.1',
  recognisedBy: 'first frame',
  channels: '',
};

it('writes one row for each decoder between the markers, and nothing else', () => {
  const written = withProtocolTable(`before\n${START}| old |\n${END}`, [STOMP]);
  expect(written).toBe(
    `before\n${START}| protocol | versions | recognised by | channels |\n| --- | --- | --- | --- |\n` +
      `| [STOMP](https://stomp.example/) | 1.0 \\| 1.1 | first frame |  |\n${END}`,
  );
  expect(withProtocolTable(written, [STOMP])).toBe(written);
});

it('says which marker is missing', () => {
  expect(() => withProtocolTable('no table', [])).toThrow(/lacks the marker <!-- protocols/);
  expect(() => withProtocolTable(START, [])).toThrow(/lacks the marker <!-- end/);
});
