import type { Frame } from 'puppeteer-core';

/** One kind of traffic, as the panel counts it. */
export interface KindRow {
  readonly kind: string;
  readonly connections: number;
  readonly messages: number;
  readonly records: number;
  /** The latest record's summary. */
  readonly latest: string;
}

/** What the panel page offers to programs: see `extension/panel/automation.ts`. */
interface Automation {
  readonly isCapturing: boolean;
  settle(): Promise<void>;
  preserveLog(): void;
  kinds(): readonly KindRow[];
  contains(text: string): boolean;
  openLog(browser: string): void;
  nextLines(): Promise<string>;
}

declare const pushscope: Automation;

/** Our panel in a running browser, driven by a program as a person would use it. */
export class Panel {
  readonly frame: Frame;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  /** Waits until the taps are in the page: what it does from now on is captured. */
  async ready(): Promise<void> {
    await this.frame.waitForFunction(() => pushscope.isCapturing, { timeout: 30_000 });
  }

  /** Waits until what has ended is captured in full: to be done before a log is kept. */
  async settle(): Promise<void> {
    await this.frame.evaluate(() => pushscope.settle());
  }

  /** Keeps what was captured when the page goes to another address. */
  async preserveLog(): Promise<void> {
    await this.frame.evaluate(() => pushscope.preserveLog());
  }

  /** What was captured so far, a row a kind. */
  kinds(): Promise<readonly KindRow[]> {
    return this.frame.evaluate(() => pushscope.kinds());
  }

  /** Whether any message so far contains the text. */
  contains(text: string): Promise<boolean> {
    return this.frame.evaluate((wanted) => pushscope.contains(wanted), text);
  }

  /** The log of everything captured so far, in pieces of whole lines. */
  async *log(browser: string): AsyncGenerator<string> {
    await this.frame.evaluate((name) => pushscope.openLog(name), browser);
    for (;;) {
      const piece = await this.frame.evaluate(() => pushscope.nextLines());
      if (piece === '') return;
      yield piece;
    }
  }
}
