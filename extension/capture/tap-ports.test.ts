import { beforeEach, expect, test, vi } from 'vitest';
import type { CaptureEvent } from '../contract/capture.ts';
import { PORT_NAME, VERSION } from '../contract/channel.ts';
import type { PageEvent } from '../contract/events.ts';
import { TapPorts } from './tap-ports.ts';

const { connects } = vi.hoisted(() => ({ connects: [] as ((port: object) => void)[] }));
vi.mock('webextension-polyfill', () => {
  const onConnect = {
    addListener: (listener: (port: object) => void) => connects.push(listener),
    removeListener: () => connects.splice(0),
  };
  return { default: { runtime: { onConnect } } };
});

const TAB = 7;
let events: CaptureEvent[];

beforeEach(() => {
  connects.splice(0);
  events = [];
  new TapPorts(TAB, {
    emit: (event) => events.push(event),
    nextId: () => `c${events.length}`,
    onConnecting: () => undefined,
    onEvent: () => undefined,
    onLeft: () => undefined,
    onNavigated: () => undefined,
  }).start();
});

/** The relay of one document, as the browser shows it to the panel. */
class Relay {
  readonly said: unknown[] = [];
  isTurnedAway = false;
  #take = (_: unknown): void => {};
  #leave = (): void => {};

  constructor(documentId: string, { frameId = 1, tab = TAB } = {}) {
    const port = {
      name: PORT_NAME,
      sender: { tab: { id: tab }, frameId, documentId, url: `http://page.test/${documentId}` },
      postMessage: (message: unknown) => this.said.push(message),
      disconnect: () => {
        this.isTurnedAway = true;
      },
      onMessage: {
        addListener: (listener: (message: unknown) => void) => {
          this.#take = listener;
        },
      },
      onDisconnect: {
        addListener: (listener: () => void) => {
          this.#leave = listener;
        },
      },
    };
    for (const connect of connects) connect(port);
  }

  send(first: number, list: readonly PageEvent[]): void {
    this.#take({ batch: JSON.stringify({ version: VERSION, first, events: list }) });
  }

  leave(): void {
    this.#leave();
  }
}

const connecting = (connection: number): PageEvent => ({
  kind: 'connecting',
  connection,
  time: 1,
  transport: 'websocket',
  url: 'ws://page.test/',
});

const losses = () => events.filter(({ kind }) => kind === 'loss');

test('a relay of the tab is welcomed, and told what has arrived', () => {
  const relay = new Relay('a', { frameId: 0 });
  relay.send(0, [connecting(1)]);
  expect(relay.said).toEqual([{ kind: 'welcome' }, { kind: 'acknowledge', next: 1 }]);
});

test('a relay of another tab is turned away', () => {
  expect(new Relay('a', { tab: 8 }).isTurnedAway).toBe(true);
});

test('a document that comes back goes on counting', () => {
  const relay = new Relay('a', { frameId: 0 });
  relay.send(0, [connecting(1)]);
  relay.leave();
  new Relay('a', { frameId: 0 }).send(1, [connecting(2)]);
  expect(losses()).toEqual([]);
});

test('however many frames come and go, a document that stays is not forgotten', () => {
  const top = new Relay('top', { frameId: 0 });
  top.send(0, [connecting(1)]);
  for (let frame = 0; frame < 500; frame += 1) new Relay(`frame ${frame}`).leave();
  const again = new Relay('top', { frameId: 0 });
  top.leave();
  again.send(1, [connecting(2)]);
  expect(losses()).toEqual([]);
});
