import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PageEvent } from '../../extension/contract/events.ts';
import { Passive, type Scenario } from './passive.ts';

/** Events as a test reads them: one line each, without times. */
export type Told = readonly string[];

export interface Case {
  readonly page: Scenario;
  /** What the taps must have told, where the case is about that. */
  readonly told?: Told;
}

/** Every case: the page notices nothing, and what the taps told passes the guard, and is this. */
export function complies(cases: Record<string, Case | Scenario>): void {
  let passive: Passive;
  beforeAll(async () => {
    passive = await Passive.start();
  });
  afterAll(() => passive.stop());

  test.each(Object.entries(cases))('%s', async (_, each) => {
    const { page, told } = typeof each === 'function' ? { page: each } : each;
    const outcome = await passive.compare(page);
    expect(outcome.tapped).toEqual(outcome.plain);
    expect(outcome.plain.length, 'the case logs something').toBeGreaterThan(0);
    expect(outcome.plain.filter((line) => line.includes('scenario threw'))).toEqual([]);
    expect(outcome.faults).toEqual([]);
    if (told) expect(payloadsLast(outcome.events).map(asLine)).toEqual(told);
  });
}

/** When a Blob's bytes come, among the other events, is left to the browser. */
function payloadsLast(events: readonly PageEvent[]): PageEvent[] {
  const isPayload = (event: PageEvent) => event.kind === 'payload';
  return [...events.filter((event) => !isPayload(event)), ...events.filter(isPayload)];
}

/** `1 message received text 5 "hello"` and the like; the server's port is left out. */
export function asLine(event: PageEvent): string {
  switch (event.kind) {
    case 'connecting':
      return line(
        event.connection,
        'connecting',
        event.transport,
        event.method,
        path(event.url),
        event.protocols,
      );
    case 'opened':
      return line(
        event.connection,
        'opened',
        event.protocol,
        event.status,
        event.url && path(event.url),
      );
    case 'message':
      return line(
        event.connection,
        event.direction,
        event.type,
        event.discarded && 'discarded',
        event.truncated && 'truncated',
        event.event && `${event.event.type}#${event.event.id}`,
        event.size,
        body(event),
      );
    case 'payload':
      return line(event.connection, `payload of ${event.index}`, event.size, body(event));
    case 'reconnecting':
      return line(event.connection, 'reconnecting', event.attempt);
    case 'closing':
      return line(event.connection, 'closing', event.code, event.reason);
    case 'closed':
      return line(
        event.connection,
        event.state,
        event.close && JSON.stringify(event.close),
        event.error,
      );
    case 'dropped':
      return line('dropped', event.count);
    default:
      return event satisfies never;
  }
}

function line(...parts: unknown[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

function path(url: string): string {
  return url.replace(/^(ws|http):\/\/127\.0\.0\.1:\d+/, '');
}

function body(event: Extract<PageEvent, { kind: 'message' | 'payload' }>): string {
  if ('text' in event) return JSON.stringify(event.text);
  if ('base64' in event) return `bytes ${event.base64}`;
  return 'missing' in event ? `missing ${event.missing}` : 'pending';
}
