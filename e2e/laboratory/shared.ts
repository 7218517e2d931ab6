import { beforeAll, expect, it } from 'vitest';
import type { BoardState } from '../../demo-server/shared/board.ts';
import type { DocumentState } from '../../demo-server/shared/document.ts';
import { TRANSPORTS, type TransportName } from '../../demo-server/site/transports/transport.ts';
import { card, flip, lane, switchAllOn } from './card.ts';
import {
  attributes,
  click,
  fill,
  openLaboratory,
  press,
  say,
  server,
  speak,
  texts,
} from './visit.ts';

const read = async (path: string) => (await fetch(`${server.url}/api/${path}`)).json();
const readDocument = async () => (await read('document')) as DocumentState;
const cells = async () => ((await read('board')) as BoardState).cells;

const [doc, board] = [card('document'), card('board')];
const cell = (name: string) => `${board} [data-cell="${name}"]`;

/** Looks through the copy that a way keeps. */
async function lookThrough(topic: 'document' | 'board', way: TransportName): Promise<void> {
  await click(`${card(topic)} .copies [data-transport="${way}"] input`);
  await expect.poll(() => attributes(`${card(topic)} .shared`, 'data-transport')).toEqual([way]);
}

/** Copies of what all share, one for each way. */
export function whatAllShare(): void {
  beforeAll(async () => {
    await openLaboratory();
    await speak('en');
  });

  it('is written through every way, and every copy comes to the same', async () => {
    await switchAllOn('document');
    for (const way of TRANSPORTS) {
      await lookThrough('document', way);
      await fill(`${doc} .document form input`, `a line by ${way}`);
      await click(`${doc} .document form button`);
      const written = async () => (await readDocument()).lines.map(({ text }) => text);
      await expect.poll(written).toContain(`a line by ${way}`);
    }
    const { version, lines } = await readDocument();
    const writers = lines.filter(({ from }) => /^you \(.+\)$/.test(from));
    expect(new Set(writers.map(({ from }) => from)).size).toBe(TRANSPORTS.length);
    const same = TRANSPORTS.map(() => `v${version}`);
    await expect.poll(() => texts(`${doc} .copies b`)).toEqual(same);
    for (const way of ['polling', 'sse', 'rsocket'] as const) {
      await lookThrough('document', way);
      expect(await texts(`${doc} .document .line`)).toEqual(lines.map(({ text }) => text));
    }
    for (const way of TRANSPORTS) await flip('document', way);
  });

  it('shows that a line was overwritten by who had not seen it', async () => {
    await flip('document', 'websocket');
    const { id } = await say('document', 'insert 0 @0 as it was');
    const line = `${doc} [data-line="${id}"]`;
    await expect.poll(() => texts(`${line} .line`)).toEqual(['as it was']);
    await click(`${line} .line`);
    await say('document', `set ${id} @${id} as kim wants it`);
    await expect
      .poll(() => texts(`${line} .editor .bad`))
      .toEqual(['kim has changed it meanwhile']);
    await fill(`${line} .editor input`, 'as you want it');
    await press(`${line} .editor input`, 'Enter');
    await expect.poll(() => texts(`${line} .line`)).toEqual(['as you want it']);
    expect(await texts(`${line} b.bad`)).toEqual([`over v${id + 1}, unseen `]);
    const { lines, conflicts } = await readDocument();
    expect(lines[0]).toMatchObject({ id, text: 'as you want it', overwrote: id + 1 });
    expect(conflicts).toBe(1);
    await flip('document', 'websocket');
  });

  it('is a board to play on, through a copy of one’s choice', async () => {
    await say('board', 'new');
    await flip('board', 'websocket');
    await flip('board', 'polling');
    await expect.poll(() => texts(`${board} .copies label`)).toHaveLength(2);
    await lookThrough('board', 'websocket');
    await expect.poll(() => texts(cell('b2'))).toEqual(['']);
    await click(cell('b2'));
    await lookThrough('board', 'polling');
    await expect.poll(() => texts(cell('b2'))).toEqual(['X']);
    await click(cell('a1'));
    await expect.poll(cells).toMatchObject({ b2: 'X', a1: 'O' });
  });

  it('refuses what a copy that is behind lets one try, and says why', async () => {
    await expect.poll(() => texts(cell('a1'))).toEqual(['O']);
    await fill(`${lane('board', 'polling')} input[type="range"]`, '6');
    await say('board', 'X c3');
    await click(cell('c3'));
    await expect
      .poll(() => texts('.trouble'))
      .toEqual([expect.stringMatching(/HTTP 409 .*O moves now/)]);
    await lookThrough('board', 'websocket');
    await flip('board', 'polling');
    await flip('board', 'websocket');
  });
}
