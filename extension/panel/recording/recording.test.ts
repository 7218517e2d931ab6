import { describe, expect, test } from 'vitest';
import { MadeUpPage, START } from './page.fixture.ts';

describe('pausing', () => {
  test('leaves out messages, follows connections, and marks the gap', () => {
    const page = new MadeUpPage();
    const socket = page.webSocket(0, 'ws://host/chat');
    page.says(socket, 10, 'before');
    page.recording.pause(true, START + 20);
    page.says(socket, 30, 'meanwhile');
    page.tell({ kind: 'changed', connection: socket, change: { state: 'closed' } });
    expect(page.recording.dividers.value).toEqual([{ kind: 'pause', time: START + 20 }]);
    page.recording.pause(false, START + 50);
    expect(page.recording.dividers.value).toEqual([
      { kind: 'pause', time: START + 20, until: START + 50 },
    ]);
    expect(page.journal.counts.messages).toBe(1);
    expect(page.journal.connections.get(socket)?.state).toBe('closed');
  });

  test('twice is pausing once', () => {
    const { recording } = new MadeUpPage();
    recording.pause(true, START);
    recording.pause(true, START + 1);
    expect(recording.dividers.value).toHaveLength(1);
  });

  test('goes on after clearing, from the moment of clearing', () => {
    const { recording } = new MadeUpPage();
    recording.pause(true, START);
    recording.clear(START + 9);
    expect(recording.dividers.value).toEqual([{ kind: 'pause', time: START + 9 }]);
  });
});

describe('navigation', () => {
  test('begins a new log', () => {
    const page = new MadeUpPage();
    page.says(page.webSocket(0, 'ws://host/a'), 1, 'old');
    page.settle(2);
    page.recording.navigated('http://host/next', START + 3);
    page.settle(4);
    expect(page.journal.counts.messages).toBe(0);
    expect(page.recording.derivation.records.all).toEqual([]);
    expect(page.recording.dividers.value).toEqual([]);
  });

  test('is a line across the log where that is kept', () => {
    const page = new MadeUpPage();
    page.recording.preservesLog.value = true;
    page.says(page.webSocket(0, 'ws://host/a'), 1, 'kept');
    page.recording.navigated('http://host/next', START + 3);
    expect(page.journal.counts.messages).toBe(1);
    expect(page.recording.dividers.value).toEqual([
      { kind: 'navigation', time: START + 3, url: 'http://host/next' },
    ]);
  });

  test('makes the past known again after a late opening', () => {
    const { recording } = new MadeUpPage();
    recording.openedLate('http://host/');
    expect(recording.past.value).toBe('unknown');
    recording.navigated('http://host/', START);
    expect(recording.past.value).toBe('complete');
  });
});

test('the revision moves when something is new, and only then', () => {
  const page = new MadeUpPage();
  page.settle(0);
  const { revision } = page.recording;
  const before = revision.value;
  page.settle(1000);
  expect(revision.value).toBe(before);
  page.says(page.webSocket(0, 'ws://host/a'), 1, 'new');
  page.settle(1001);
  expect(revision.value).toBe(before + 1);
});

test('many messages are taken in within the time given, and the rest later', () => {
  const page = new MadeUpPage();
  const socket = page.webSocket(0, 'ws://host/a');
  for (let number = 0; number < 5000; number++) page.says(socket, number, `${number}`);
  const { recording } = page;
  recording.takeIn(START, () => false);
  const taken = recording.derivation.records.all.length;
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(5000);
  recording.tick(START);
  expect(recording.derivation.records.all).toHaveLength(5000);
});

test('the log says how many messages were left out while recording was paused', () => {
  const page = new MadeUpPage();
  const socket = page.webSocket(0, 'ws://host/a');
  const endOf = () => JSON.parse([...page.recording.log('Chrome/156', START + 10)].at(-1) ?? '');
  expect(endOf()).not.toHaveProperty('paused');
  page.recording.pause(true, START + 1);
  page.says(socket, 2, 'one');
  page.says(socket, 3, 'two');
  page.recording.pause(false, START + 4);
  expect(endOf()).toMatchObject({ messages: 0, dropped: 0, paused: 2 });
  page.recording.clear(START + 5);
  expect(endOf()).not.toHaveProperty('paused');
});

test('the log tells the page, the browser and when it began', () => {
  const page = new MadeUpPage();
  page.recording.navigated('http://host/', START);
  page.says(page.webSocket(0, 'ws://host/a'), 1, 'hello');
  const lines = [...page.recording.log('Chrome/156', START + 10)].map((line) => JSON.parse(line));
  expect(lines[0]).toMatchObject({
    kind: 'log',
    startedAt: START,
    page: 'http://host/',
    browser: 'Chrome/156',
  });
  expect(lines.filter(({ kind }) => kind === 'message')).toHaveLength(1);
  expect(lines.at(-1)).toMatchObject({ kind: 'end', messages: 1 });
});
