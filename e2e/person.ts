import type { ElementHandle, Frame, KeyInput, Page } from 'puppeteer-core';
import type { Stage } from './stage.ts';
import { until } from './until.ts';

/** Somebody who sits before the panel, sees what it shows, and has a mouse and a keyboard. */
export class Person {
  readonly frame: Frame;
  readonly #devtools: Page;

  constructor({ panel, inspected }: Stage) {
    this.frame = panel.frame;
    this.#devtools = inspected.devtools;
  }

  click(testId: string): Promise<void> {
    return this.frame.click(`[data-testid="${testId}"]`);
  }

  press(key: KeyInput): Promise<void> {
    return this.#devtools.keyboard.press(key);
  }

  async pressControl(key: KeyInput): Promise<void> {
    await this.#devtools.keyboard.down('Control');
    await this.#devtools.keyboard.press(key);
    await this.#devtools.keyboard.up('Control');
  }

  /** Empties the filter, and types another one. */
  async filter(text: string): Promise<void> {
    await this.frame.click('[data-testid="filter"]', { count: 3 });
    await this.press('Backspace');
    if (text) await this.frame.type('[data-testid="filter"]', text);
  }

  /** What stands in the rows in view, from top to bottom: the words of their "What" column. */
  rows(): Promise<string[]> {
    return this.texts('.records-rows [data-record-number] .what');
  }

  /** Waits until the rows in view are as wished for. */
  rowsUntil(isRight: (rows: string[]) => boolean): Promise<string[]> {
    return until(() => this.rows(), isRight);
  }

  /** Clicks on the first row in view that says so. */
  async select(text: string): Promise<void> {
    const isThere = (rows: string[]) => rows.some((row) => row.includes(text));
    await this.rowsUntil(isThere);
    await this.clickOn('.records-rows [data-record-number]', text);
  }

  /** Clicks on the first element that contains a text. */
  clickOn(selector: string, text: string): Promise<void> {
    return this.#aim(selector, text, 1);
  }

  doubleClickOn(selector: string, text: string): Promise<void> {
    return this.#aim(selector, text, 2);
  }

  /** In one look: a list that is drawn anew between two would show rows that are gone. */
  texts(selector: string): Promise<string[]> {
    return this.frame.evaluate(
      (wanted) => [...document.querySelectorAll(wanted)].map((one) => one.textContent ?? ''),
      selector,
    );
  }

  async text(selector: string): Promise<string> {
    return (await this.texts(selector)).join(' ');
  }

  /** A number of the status bar. */
  async count(name: 'messages' | 'open' | 'bytes' | 'lost' | 'shown'): Promise<number> {
    const values = await this.frame.$$eval(`[data-count="${name}"]`, (all) =>
      all.map((one) => Number(one.getAttribute('data-value'))),
    );
    return values[0] ?? Number.NaN;
  }

  countUntil(name: 'messages' | 'open' | 'lost' | 'shown', wanted: number): Promise<number> {
    return until(
      () => this.count(name),
      (value) => value === wanted,
    );
  }

  /** Rows of the whole list, in view or not. */
  length(): Promise<number> {
    return this.frame.$eval('[role="grid"]', (grid) => Number(grid.getAttribute('aria-rowcount')));
  }

  isShown(testId: string): Promise<boolean> {
    return this.frame.$(`[data-testid="${testId}"]`).then((one) => one !== null);
  }

  /** Turns the mouse wheel over the list, by pixels. */
  async wheel(pixels: number): Promise<void> {
    await this.frame.hover('[data-testid="records"]');
    await this.#devtools.mouse.wheel({ deltaY: pixels });
  }

  /** Where the keyboard's focus is. */
  focus(): Promise<string> {
    return this.frame.evaluate(() => {
      const { activeElement } = document;
      const name = activeElement?.getAttribute('data-testid');
      return name ?? activeElement?.getAttribute('aria-label') ?? '';
    });
  }

  /** Aims again where the element is drawn anew before the mouse is there. */
  async #aim(selector: string, text: string, count: number): Promise<void> {
    const click = async () => {
      const element = await this.#find(selector, text);
      return element.click({ count }).then(
        () => undefined,
        (error: unknown) => error,
      );
    };
    const error = await until(click, (failure) => !isGone(failure));
    if (error !== undefined) throw error;
  }

  async #find(selector: string, text: string): Promise<ElementHandle<Element>> {
    for (const one of await this.frame.$$(selector)) {
      if ((await one.evaluate(({ textContent }) => textContent))?.includes(text)) return one;
    }
    throw new Error(`No ${selector} says ${text}.`);
  }
}

/** What Puppeteer says of an element that is no longer in the document. */
function isGone(failure: unknown): boolean {
  return failure instanceof Error && failure.message.includes('detached from document');
}
