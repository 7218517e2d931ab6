import { beforeEach, expect, it } from 'vitest';
import { openSocket, run } from '../echo.ts';
import { until } from '../until.ts';
import { person, stage } from './scene.ts';

/** The layers of a record as a tree, tied to its bytes. */
export function theDetail(): void {
  const destination = '/topic/room1';
  const FRAME = `SEND\ndestination:${destination}\ncontent-type:application/json\n\n{"from":"kim","n":[1,2]}\0`;

  beforeEach(async () => {
    await openSocket(stage.page, '/stomp', 'v12.stomp');
    await run(
      stage.page,
      `socket.send('CONNECT\\naccept-version:1.2\\nhost:here\\n\\n\\0'); socket.send(${JSON.stringify(FRAME)});`,
    );
    await person.select(`SEND ${destination}`);
  });

  const lit = async () => {
    const pairs = await person.texts('.hex-bytes .lit');
    return Buffer.from(pairs.join(''), 'hex').toString();
  };
  const litUntil = (wanted: string) => until(lit, (text) => text === wanted);
  const active = () => person.text('.tree-line[aria-selected="true"]');

  it('is its layers, from the outside in, with all of its bytes', async () => {
    const layers = await until(
      () => person.texts('.tree-line.layer .layer-name'),
      (all) => all.length === 2,
    );
    expect(layers).toEqual(['STOMP', 'JSON']);
    expect(await person.texts('.tree-line.field')).toContain('destination: "/topic/room1"');
    expect((await person.texts('.hex-text')).join('')).toMatch(/^SEND\.destination:/);
  });

  it('lights the bytes of the field that is clicked on', async () => {
    await person.clickOn('.tree-line.field', 'destination');
    expect(await litUntil(`destination:${destination}`)).toBe(`destination:${destination}`);
    await person.clickOn('.tree-line.field', 'from');
    expect(await litUntil('"from":"kim"')).toBe('"from":"kim"');
    expect(await person.text('[data-testid="field-bar"]')).toContain('12 bytes');
  });

  it('goes to the field of the byte that is clicked on', async () => {
    const offset = FRAME.indexOf(destination) + 3;
    await until(
      () => stage.panel.frame.$$(`.hex-bytes [data-offset="${offset}"]`),
      (found) => found.length === 1,
    );
    await stage.panel.frame.click(`.hex-bytes [data-offset="${offset}"]`);
    expect(await until(active, (text) => text.includes('destination'))).toBe(
      'destination: "/topic/room1"',
    );
    expect(await litUntil(`destination:${destination}`)).toBe(`destination:${destination}`);
  });

  it('is walked, opened and closed by the keyboard', async () => {
    await person.clickOn('.tree-line.layer', 'JSON');
    expect(await until(active, (text) => text.startsWith('▾JSON'))).toMatch(/^▾JSON/);
    await person.press('Enter');
    expect(await until(active, (text) => text.startsWith('▸JSON'))).toMatch(/^▸JSON/);
    await person.press('ArrowRight');
    await person.press('ArrowRight');
    expect(await until(active, (text) => text.includes('from'))).toContain('from: "kim"');
    await person.press('ArrowLeft');
    expect(await until(active, (text) => text.includes('JSON'))).toMatch(/^▾JSON/);
  });
}
