import { dock } from '../browser/devtools.ts';
import { type Inspected, openInspected } from '../browser/inspected.ts';
import { Panel } from '../browser/panel.ts';
import { Failure } from './failure.ts';
import { EXTENSION } from './places.ts';

/** A page being recorded: a real browser with our panel open on it. */
export interface Recording {
  readonly inspected: Inspected;
  readonly panel: Panel;
  /** Name and version of the browser, for the head of the log. */
  readonly browser: string;
  /** Resolves when the person closes the browser. */
  readonly closed: Promise<void>;
}

/**
 * Opens a page with the panel in front, capturing before the page's first request.
 *
 * @throws {Failure} where the page cannot be reached
 */
export async function startRecording(url: string, headless: boolean): Promise<Recording> {
  const inspected = await openInspected({ extension: EXTENSION, headless });
  try {
    // The page above, all of the panel's panes side by side below it.
    if (!headless) await dock(inspected.devtools, 'bottom', 0.5);
    const panel = new Panel(await inspected.openPanel());
    await panel.ready();
    await visit(inspected, url);
    const closed = new Promise<void>((done) => {
      inspected.browser.once('disconnected', () => done());
    });
    return { inspected, panel, browser: await inspected.browser.version(), closed };
  } catch (error) {
    await inspected.close();
    throw error;
  }
}

async function visit(inspected: Inspected, url: string): Promise<void> {
  try {
    await inspected.page.goto(url, { waitUntil: 'domcontentloaded', timeout: 30_000 });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(' at ')[0] : String(error);
    throw new Failure(
      `${url} could not be opened: ${reason}. Is the address right and the server running?`,
    );
  }
}
