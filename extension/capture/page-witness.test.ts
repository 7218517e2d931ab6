import { beforeEach, describe, expect, it } from 'vitest';
import type { CaptureEvent } from '../contract/capture.ts';
import type { PageEvent } from '../contract/events.ts';
import { PageWitness } from './page-witness.ts';
import type { Tracked } from './tracked.ts';

let events: CaptureEvent[];
let witness: PageWitness;
let tracked: Tracked | undefined;

beforeEach(() => {
  events = [];
  let ids = 0;
  witness = new PageWitness('http://page.test/', {
    emit: (event) => events.push(event),
    nextId: () => {
      ids += 1;
      return `c${ids}`;
    },
    onConnecting: (one) => {
      tracked = one;
    },
    onEvent: () => undefined,
  });
});

const connecting = (connection: number): PageEvent => ({
  kind: 'connecting',
  connection,
  time: 1,
  transport: 'websocket',
  url: 'ws://page.test/ws',
});
const text = (connection: number, index: number): PageEvent => ({
  kind: 'message',
  connection,
  index,
  time: 2,
  direction: 'received',
  type: 'text',
  size: 2,
  text: 'hi',
});

function take(first: number, batch: readonly PageEvent[], refused = 0): void {
  witness.take({ first, next: first + batch.length + refused, events: batch, refused });
}

const losses = () => events.filter((event) => event.kind === 'loss');
const messages = () => events.filter((event) => event.kind === 'message');

describe('a document’s taps as a witness', () => {
  it('gives each connection an id and names the frame that the browser vouches for', () => {
    take(0, [connecting(1)]);
    expect(events[0]).toMatchObject({
      kind: 'seen',
      connection: 'c1',
      frame: 'http://page.test/',
      witness: 'page',
    });
  });

  it('keeps messages at the place where they were seen, though their bytes come later', () => {
    const { text: _, ...rest } = text(1, 0) as Extract<PageEvent, { text: string }>;
    take(0, [connecting(1), { ...rest, pending: true } as PageEvent, text(1, 1)]);
    take(3, [{ kind: 'payload', connection: 1, index: 0, size: 3, base64: 'AQID' }]);
    expect(messages()).toMatchObject([
      { position: 0, content: { kind: 'pending' } },
      { position: 1 },
    ]);
    expect(events.at(-1)).toMatchObject({
      kind: 'payload',
      position: 0,
      content: { bytes: new Uint8Array([1, 2, 3]) },
    });
    expect(losses()).toEqual([]);
  });

  it('proves loss by a gap in the running numbers', () => {
    take(0, [connecting(1)]);
    take(5, [text(1, 0)]);
    expect(losses()).toEqual([{ kind: 'loss', reason: 'missing', count: 4 }]);
    expect(witness.next).toBe(6);
  });

  it.each([
    ['a message of a connection nobody opened', [text(7, 0)]],
    ['a connection opened twice', [connecting(1), connecting(1)]],
    ['a message out of order', [connecting(1), text(1, 3), text(1, 2)]],
    ['bytes for a message that waits for none', [connecting(1), text(1, 0), payload()]],
  ])('refuses and counts %s', (_, batch) => {
    take(0, batch as PageEvent[]);
    expect(losses()).toEqual([{ kind: 'loss', reason: 'refused', count: 1 }]);
  });

  it('refuses a batch that goes back in time, whole', () => {
    take(0, [connecting(1), text(1, 0)]);
    take(1, [text(1, 1), text(1, 2)]);
    expect(losses()).toEqual([{ kind: 'loss', reason: 'refused', count: 2 }]);
    expect(messages()).toHaveLength(1);
  });

  it('keeps what was sent into a closed socket, which the browser threw away', () => {
    const closed = { kind: 'closed', connection: 1, time: 3, state: 'closed' } as const;
    take(0, [
      connecting(1),
      closed,
      { ...text(1, 0), direction: 'sent', discarded: true } as PageEvent,
    ]);
    expect(messages()).toMatchObject([{ discarded: true, direction: 'sent' }]);
    expect(losses()).toEqual([]);
  });

  it('counts what the guard refused without calling it missing', () => {
    take(0, [connecting(1)], 3);
    take(4, [text(1, 0)]);
    expect(losses()).toEqual([{ kind: 'loss', reason: 'refused', count: 3 }]);
  });

  it('refuses nothing of a page that reads a body long after the log had it', () => {
    const closed = { kind: 'closed', connection: 1, time: 9_000, state: 'closed' } as const;
    take(0, [{ ...connecting(1), transport: 'fetch', url: 'http://page.test/' } as PageEvent]);
    if (tracked) Object.assign(tracked, { bodyFrom: 'browser', ended: true, nextPosition: 1 });
    take(1, [{ ...text(1, 0), type: 'response' } as PageEvent, closed]);
    expect(losses()).toEqual([]);
    expect(messages()).toEqual([]);
    expect(events.filter((event) => event.kind === 'changed')).toEqual([]);
  });

  it('leaves the last word to the log: on the response, and on what went wrong', () => {
    const head = { status: 200, headers: [['x-shown', '1']] } as const;
    take(0, [{ ...connecting(1), transport: 'fetch', url: 'http://page.test/' } as PageEvent]);
    if (tracked) {
      Object.assign(tracked, { hasLoggedHead: true, loggedError: 'net::ERR_CONNECTION_RESET' });
    }
    take(1, [
      { kind: 'opened', connection: 1, time: 3, ...head },
      { kind: 'closed', connection: 1, time: 4, state: 'failed', error: 'Failed to fetch' },
    ]);
    expect(events.slice(1)).toEqual([
      { kind: 'changed', connection: 'c1', change: { state: 'open', respondedAt: 3 } },
      {
        kind: 'changed',
        connection: 'c1',
        change: { state: 'failed', closedAt: 4, error: 'net::ERR_CONNECTION_RESET' },
      },
    ]);
  });

  it('ends what was open when the document goes, once', () => {
    take(0, [
      connecting(1),
      connecting(2),
      { kind: 'closed', connection: 2, time: 3, state: 'closed' },
    ]);
    witness.leave(9);
    const ends = events.filter(
      (event) => event.kind === 'changed' && event.change.closedAt !== undefined,
    );
    expect(ends).toMatchObject([
      { connection: 'c2', change: { state: 'closed' } },
      { connection: 'c1', change: { state: 'aborted', closedAt: 9 } },
    ]);
  });
});

function payload(): PageEvent {
  return { kind: 'payload', connection: 1, index: 0, size: 3, base64: 'AQID' };
}
