import type { Decoder } from '../extension/decoders/contract.ts';

const START = '<!-- protocols: written by `npm run readme` from the list of decoders -->';
const END = '<!-- end of protocols -->';
const HEAD = ['protocol', 'versions', 'recognised by', 'channels'];

type Described = Pick<
  Decoder,
  'title' | 'specification' | 'versions' | 'recognisedBy' | 'channels'
>;

/**
 * The README with its protocol table written anew, one row a decoder, in the order of the list.
 *
 * @throws {Error} where the README lacks one of the two markers between which the table stands
 */
export function withProtocolTable(readme: string, decoders: readonly Described[]): string {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END, start);
  if (start < 0 || end < 0)
    throw new Error(`The README lacks the marker ${start < 0 ? START : END}`);
  return `${readme.slice(0, start + START.length)}\n${table(decoders)}${readme.slice(end)}`;
}

/** A table in Markdown; each line ends with a line feed. */
function table(decoders: readonly Described[]): string {
  const rows = decoders.map(({ title, specification, versions, recognisedBy, channels }) => [
    `[${title}](${specification})`,
    ...[versions, recognisedBy, channels].map(asCell),
  ]);
  return [HEAD, HEAD.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('');
}

/** A bar would begin the next cell. */
function asCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
