import { Ajv2020 } from 'ajv/dist/2020.js';
import type { CaptureEvent, Content } from '../../contract/capture.ts';
import { Derivation } from '../../insight/derivation.ts';
import { Journal } from '../../journal/journal.ts';
import type { LogLine } from './lines.ts';
import { type Log, readLog } from './read.ts';
import { restoreOverrides } from './restore-overrides.ts';
import schema from './schema.json' with { type: 'json' };
import { type LogFacts, writeLog } from './write.ts';

export const FACTS: LogFacts = {
  startedAt: 1795160000000.25,
  endedAt: 1795160009000.5,
  page: 'http://localhost/',
  browser: 'Chromium/156',
};

/** The schema as another validator than the reader's sees it. */
export const fits = new Ajv2020({ strict: false }).compile(schema);

/** The log of what was captured. */
export function written(
  events: Iterable<CaptureEvent>,
  facts: LogFacts = FACTS,
  choose: (derivation: Derivation) => void = () => undefined,
): string[] {
  const journal = new Journal();
  for (const event of events) journal.take(event);
  const derivation = new Derivation(journal);
  choose(derivation);
  derivation.advance(facts.endedAt);
  return [...writeLog(journal, derivation, facts)];
}

/** What the decode command does. */
export async function rewritten(lines: readonly string[]): Promise<string[]> {
  const log = await readLog(lines);
  return written(log.events(), { ...factsOf(log), unknown: log.unknown }, (derivation) =>
    restoreOverrides(log, derivation),
  );
}

function factsOf({ header, end }: Log): LogFacts {
  return {
    startedAt: header?.startedAt ?? 0,
    endedAt: end?.time ?? 0,
    ...(header?.page !== undefined && { page: header.page }),
    ...(header?.browser !== undefined && { browser: header.browser }),
  };
}

export const parsed = (lines: readonly string[]): LogLine[] =>
  lines.map((line) => JSON.parse(line));

export const isDerived = ({ kind }: LogLine) => kind === 'record' || kind === 'channel';

export const seen = (connection: string, more: object = {}): CaptureEvent => ({
  kind: 'seen',
  connection,
  transport: 'websocket',
  url: 'ws://localhost/',
  openedAt: 1795160000001.125,
  witness: 'page',
  ...more,
});

export const message = (
  connection: string,
  position: number,
  content: Content,
  more: object = {},
) =>
  ({
    kind: 'message',
    connection,
    position,
    time: 1795160001000 + position + 0.375,
    direction: 'received',
    type: 'text',
    size: 5,
    content,
    ...more,
  }) as const satisfies CaptureEvent;

export const text = (value: string): Content => ({ kind: 'text', text: value });

export const SAMPLE: readonly CaptureEvent[] = [
  seen('c1', { protocols: ['v12.stomp'] }),
  {
    kind: 'changed',
    connection: 'c1',
    change: { state: 'open', protocol: 'v12.stomp', respondedAt: 1795160000002 },
  },
  message('c1', 0, text('CONNECT\naccept-version:1.2\n\n\0'), { direction: 'sent' }),
  message('c1', 1, text('MESSAGE\ndestination:/topic/room1\n'), { type: 'text' }),
  message('c1', 2, text('message-id:1\nsubscription:0\n\n{"big":9007199254740993}\0')),
  message('c1', 1.5, { kind: 'missing', reason: 'read failed' }),
  seen('c2', { transport: 'fetch', method: 'GET', url: 'http://localhost/api/long-poll' }),
  message('c1', 7, { kind: 'binary', bytes: Uint8Array.of(1, 2, 3, 4) }, { type: 'binary' }),
  message('c1', 8, { kind: 'pending' }),
  message('c1', 9, text('x'), { truncated: true, size: 1000, discarded: true }),
  { kind: 'loss', reason: 'missing', count: 3 },
  { kind: 'loss', reason: 'droppedConnections', count: 2 },
  { kind: 'loss', reason: 'paused', count: 4 },
];
