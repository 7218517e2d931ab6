import { afterEach, beforeEach, expect, test } from 'vitest';
import { BATCH, COMMAND, type Command, HELLO, READY } from '../contract/channel.ts';
import { LIMITS } from '../contract/limits.ts';
import { Relay } from './relay.ts';
import type { RuntimePort } from './runtime.ts';

/** As much of a window as the relay needs: an event target with a document. */
class FakeWindow extends EventTarget {
  document = {};
}

class FakePort implements RuntimePort {
  readonly posted: unknown[] = [];
  isConnected = true;
  readonly #messages: ((message: unknown) => void)[] = [];
  readonly #disconnects: (() => void)[] = [];
  readonly onMessage = {
    addListener: (each: (message: unknown) => void) => this.#messages.push(each),
  };
  readonly onDisconnect = { addListener: (each: () => void) => this.#disconnects.push(each) };

  postMessage(message: unknown): void {
    if (!this.isConnected) throw new Error('Attempting to use a disconnected port object');
    this.posted.push(message);
  }
  disconnect(): void {
    this.isConnected = false;
  }
  say(message: unknown): void {
    for (const each of this.#messages) each(message);
  }
  drop(): void {
    this.isConnected = false;
    for (const each of this.#disconnects) each();
  }
}

let window: FakeWindow;
let ports: FakePort[];
let runtime: { id: string | undefined; connect(): FakePort };
let channels: MessageChannel[];

beforeEach(() => {
  window = new FakeWindow();
  ports = [];
  channels = [];
  runtime = {
    id: 'extension',
    connect() {
      if (this.id === undefined) throw new Error('Extension context invalidated.');
      const port = new FakePort();
      ports.push(port);
      return port;
    },
  };
});
afterEach(() => {
  for (const { port1 } of channels) port1.close();
});

function start(): Relay {
  const relay = new Relay(window as unknown as Window, runtime);
  relay.start();
  return relay;
}

/** Taps that say hello; what they are told. */
function taps() {
  const channel = new MessageChannel();
  channels.push(channel);
  const port = channel.port2;
  const commands: Command[] = [];
  port.addEventListener(COMMAND, (event) => {
    commands.push(JSON.parse((event as MessageEvent<string>).data));
  });
  const hello = () => window.dispatchEvent(new MessageEvent(HELLO, { ports: [port] }));
  const batch = (data: unknown) => port.dispatchEvent(new MessageEvent(BATCH, { data }));
  return { commands, hello, batch };
}

function transition(type: string, persisted: boolean): Event {
  return Object.assign(new Event(type), { persisted });
}

test('it asks taps that are there already to say hello again', () => {
  const made = taps();
  window.addEventListener(READY, made.hello);
  start();
  expect(ports.length).toBe(1);
});

test('batches go to the panel, commands to the taps', () => {
  start();
  const made = taps();
  made.hello();
  ports[0]?.say({ kind: 'welcome' });
  made.batch('{"a":1}');
  ports[0]?.say({ kind: 'acknowledge', next: 1 });
  expect(ports[0]?.posted).toEqual([{ batch: '{"a":1}' }]);
  expect(made.commands).toEqual([{ kind: 'welcome' }, { kind: 'acknowledge', next: 1 }]);
});

test('hello goes no further than to the relay', () => {
  start();
  let isSeen = false;
  window.addEventListener(HELLO, () => {
    isSeen = true;
  });
  taps().hello();
  expect(isSeen).toBe(false);
});

test('what is no batch is not passed on, nor what is no command', () => {
  start();
  const made = taps();
  made.hello();
  for (const data of [undefined, 1, { batch: 'x' }, 'x'.repeat(LIMITS.batchMaximum + 1)]) {
    made.batch(data);
  }
  for (const message of [undefined, 'welcome', { kind: 'acknowledge', next: -1 }, { kind: 'x' }]) {
    ports[0]?.say(message);
  }
  expect(ports[0]?.posted).toEqual([]);
  expect(made.commands).toEqual([]);
});

test('further taps of the same document are sent away, the first ones stay', () => {
  start();
  const [first, second] = [taps(), taps()];
  first.hello();
  second.hello();
  expect(second.commands).toEqual([{ kind: 'stand-down' }]);
  expect(first.commands).toEqual([]);
  expect(ports.length).toBe(1);
});

test('when nobody listens any more, the taps stand down and the relay with them', () => {
  const relay = start();
  const made = taps();
  made.hello();
  ports[0]?.drop();
  expect(made.commands).toEqual([{ kind: 'stand-down' }]);
  expect(relay.isAlive).toBe(false);
  made.batch('late');
  taps().hello();
  expect(ports.length).toBe(1);
  expect(ports[0]?.posted).toEqual([]);
});

test('a page that is frozen and comes back is connected again', () => {
  const relay = start();
  const made = taps();
  made.hello();
  window.dispatchEvent(transition('pagehide', true));
  ports[0]?.drop();
  expect(made.commands).toEqual([]);
  window.dispatchEvent(transition('pageshow', true));
  made.batch('again');
  expect(ports[1]?.posted).toEqual([{ batch: 'again' }]);
  ports[1]?.drop();
  expect(made.commands).toEqual([{ kind: 'stand-down' }]);
  expect(relay.isAlive).toBe(false);
});

test('an extension that was reloaded does not throw into the page', () => {
  start();
  const made = taps();
  made.hello();
  runtime.id = undefined;
  ports[0]?.disconnect();
  made.batch('lost');
  expect(made.commands).toEqual([{ kind: 'stand-down' }]);
  start();
  const late = taps();
  late.hello();
  expect(late.commands).toEqual([{ kind: 'stand-down' }]);
});

test('a batch that the browser refuses leaves a gap, and the taps in place', () => {
  start();
  const made = taps();
  made.hello();
  const port = ports[0];
  if (port) port.isConnected = false;
  made.batch('too long for one message');
  expect(made.commands).toEqual([]);
});

test('a window that shows another document is no longer served', () => {
  const relay = start();
  taps().hello();
  window.document = {};
  expect(relay.isAlive).toBe(false);
});
