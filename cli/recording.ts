import { dock } from '../browser/devtools.ts';
import { type Inspected, openInspected } from '../browser/inspected.ts';
import { Panel } from '../browser/panel.ts';
import { EXTENSION } from './places.ts';
import { answerDialogs, visit } from './visit.ts';

/** A page being recorded: a real browser with our panel open on it. */
export interface Recording {
  readonly inspected: Inspected;
  readonly panel: Panel;
  /** Name and version of the browser, for the head of the log. */
  readonly browser: string;
  /** Resolves when the person closes the browser. */
  readonly closed: Promise<void>;
}

export interface RecordingOptions {
  readonly headless: boolean;
  /** Whether what was captured stays when the page goes to another address. */
  readonly preservesLog?: boolean;
}

/**
 * Opens a page with the panel in front, capturing before the page's first request.
 *
 * @throws {Failure} where the page cannot be reached
 */
export async function startRecording(url: string, options: RecordingOptions): Promise<Recording> {
  const { headless, preservesLog = false } = options;
  const inspected = await openInspected({ extension: EXTENSION, headless });
  try {
    // The page above, all of the panel's panes side by side below it.
    if (!headless) await dock(inspected.devtools, 'bottom', 0.5);
    const panel = new Panel(await inspected.openPanel());
    await panel.ready();
    if (preservesLog) await panel.preserveLog();
    if (headless) answerDialogs(inspected.page);
    await visit(inspected.page, url);
    const closed = new Promise<void>((done) => {
      inspected.browser.once('disconnected', () => done());
    });
    return { inspected, panel, browser: await inspected.browser.version(), closed };
  } catch (error) {
    await inspected.close();
    throw error;
  }
}
