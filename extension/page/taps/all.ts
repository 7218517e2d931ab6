import type { Undo } from '../patch.ts';
import type { Reporter } from '../reporter.ts';
import { tapEventSource } from './event-source.ts';
import { tapFetch } from './fetch.ts';
import { tapWebSocket } from './websocket.ts';
import { tapXhr } from './xhr.ts';

/** Observes one browser API from now on; returns what takes the observer away again. */
export type Tap = (globals: Window & typeof globalThis, reporter: Reporter) => Undo;

/** In the order in which they are put in place. */
export const TAPS: readonly Tap[] = [tapWebSocket, tapEventSource, tapFetch, tapXhr];
