import browser from 'webextension-polyfill';
import type { CaptureEvent } from '../contract/capture.ts';
import { LogPoll } from './browser-log/log-poll.ts';
import { LogWitness } from './browser-log/log-witness.ts';
import { inject, type Scripts } from './injection.ts';
import { TapPorts } from './tap-ports.ts';

export interface CaptureOptions {
  readonly scripts: Scripts;
  /** Receives everything captured, of both witnesses, in one order. */
  readonly emit: (event: CaptureEvent) => void;
  /** The tab went to another page; called before anything of it is reported. */
  readonly onNavigated: (url: string) => void;
}

export interface Capture {
  /** Resolves once what has ended is reported in full: a log is complete then. */
  settle(): Promise<void>;
  /** Puts every native function back and lets go of the tab. */
  stop(): void;
}

/**
 * Captures the traffic of the inspected tab: from now on by taps in its documents, and by the
 * browser's own log, which also knows what happened before.
 */
export async function startCapture(options: CaptureOptions): Promise<Capture> {
  const { tabId } = browser.devtools.inspectedWindow;
  let connections = 0;
  let tappedSince = Number.POSITIVE_INFINITY;
  const nextId = () => {
    connections += 1;
    return `c${connections}`;
  };
  let messages = 0;
  const emit = (event: CaptureEvent) => {
    if (event.kind === 'message') messages += 1;
    options.emit(event);
  };
  const { onNavigated } = options;
  const log = new LogWitness({
    emit,
    nextId,
    tappedSince: () => tappedSince,
    ourScripts: browser.runtime.getURL(''),
  });
  const poll = new LogPoll(log, () => messages);
  const ports = new TapPorts(tabId, {
    emit,
    nextId,
    onLeft: () => log.left(Date.now()),
    onNavigated,
    onConnecting: (tracked) => {
      log.expect(tracked, Date.now());
      poll.wake();
    },
    onEvent: (tracked, event) => log.heard(tracked, event),
  });
  const undo = [ports.start(), await inject(tabId, options.scripts)];
  tappedSince = Date.now();
  undo.push(poll.start());
  return {
    settle: () => poll.settle(),
    stop: () => {
      for (const one of undo) one();
    },
  };
}
