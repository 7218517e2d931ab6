import { beforeEach, describe, expect, test } from 'vitest';
import { Choices } from '../choices.ts';
import { MadeUpPage, START } from '../recording/page.fixture.ts';
import { keyOf, type Row } from './row.ts';
import { Rows } from './rows.ts';

let page: MadeUpPage;
let choices: Choices;
let rows: Rows;

beforeEach(() => {
  page = new MadeUpPage();
  choices = new Choices();
  rows = new Rows(page.recording, choices);
});

function frame(at: number): void {
  page.settle(at);
  rows.advance(() => true);
}

/** What a reader of the list sees: summaries, and dividers in brackets. */
function seen(): readonly string[] {
  return Array.from({ length: rows.length }, (_, position) => wordOf(rows.at(position)));
}

function wordOf(row: Row | undefined): string {
  if (row?.kind === 'record') return row.record.layers[0]?.summary ?? '';
  if (row?.kind === 'message') return page.journal.payload(row.message.number)?.text ?? '';
  return `[${row?.divider.kind}]`;
}

describe('the list', () => {
  test('shows the records of all connections in the order of their times', () => {
    const [one, two] = [page.webSocket(0, 'ws://host/one'), page.webSocket(0, 'ws://host/two')];
    page.says(one, 10, 'first');
    page.says(two, 20, 'second');
    page.says(one, 30, 'third');
    frame(40);
    expect(seen()).toEqual(['first', 'second', 'third']);
    page.says(two, 25, 'late');
    frame(50);
    expect(seen()).toEqual(['first', 'second', 'late', 'third']);
  });

  test('is restricted to the connections and channels selected', () => {
    const [one, two] = [page.webSocket(0, 'ws://host/one'), page.webSocket(0, 'ws://host/two')];
    page.says(one, 10, 'of one');
    page.says(two, 20, 'of two');
    choices.scopes.value = [{ kind: 'connection', key: two, connection: two }];
    frame(30);
    expect(seen()).toEqual(['of two']);
    choices.scopes.value = [];
    frame(40);
    expect(seen()).toEqual(['of one', 'of two']);
  });

  test('is restricted to decoded content that the filter finds', () => {
    const socket = page.webSocket(0, 'ws://host/stomp', 'v12.stomp');
    page.says(socket, 10, 'MESSAGE\ndestination:/topic/a\nmessage-id:1\nsubscription:0\n\nhi\0');
    page.says(socket, 20, 'MESSAGE\ndestination:/topic/b\nmessage-id:2\nsubscription:0\n\nho\0');
    choices.filterText.value = '/message .*b$/i';
    frame(30);
    expect(seen()).toEqual(['MESSAGE /topic/b']);
    choices.filterText.value = 'HI';
    frame(40);
    expect(seen()).toEqual(['MESSAGE /topic/a']);
  });

  test('shows a request among the polls once its loop is recognised', () => {
    choices.kinds.value = new Set(['polling']);
    const poll = (at: number) =>
      page.request(at, 'http://host/api/poll', { status: 200, text: '[]' });
    poll(0);
    frame(10);
    expect(rows.matching).toBe(0);
    for (let turn = 1; turn <= 8; turn++) poll(turn * 2000);
    frame(17_000);
    expect(rows.matching).toBe(9);
  });

  test('hides heart-beats where they are not wanted', () => {
    const socket = page.webSocket(0, 'ws://host/stomp', 'v12.stomp');
    page.says(socket, 10, 'CONNECTED\nversion:1.2\n\n\0');
    page.says(socket, 20, '\n');
    choices.hidesHeartbeats.value = true;
    frame(30);
    expect(seen()).toEqual(['CONNECTED 1.2']);
  });
});

describe('raw messages', () => {
  test('are shown as they were on the wire, by time', () => {
    const socket = page.webSocket(0, 'ws://host/one');
    page.says(socket, 20, '{"b":2}');
    page.says(socket, 10, '{"a":1}');
    choices.isRaw.value = true;
    frame(30);
    expect(seen()).toEqual(['{"a":1}', '{"b":2}']);
  });

  test('are filtered by what they carry', () => {
    const socket = page.webSocket(0, 'ws://host/one');
    page.says(socket, 10, 'apple');
    page.says(socket, 20, 'pear');
    choices.isRaw.value = true;
    choices.filterText.value = 'PEAR';
    frame(30);
    expect(seen()).toEqual(['pear']);
  });
});

describe('dividers', () => {
  test('lie where recording was paused', () => {
    const socket = page.webSocket(0, 'ws://host/one');
    page.says(socket, 10, 'before');
    page.recording.pause(true, START + 20);
    page.recording.pause(false, START + 30);
    page.says(socket, 40, 'after');
    frame(50);
    expect(seen()).toEqual(['before', '[pause]', 'after']);
    expect(rows.matching).toBe(2);
  });

  test('stay in place when rows before them are filtered out', () => {
    const socket = page.webSocket(0, 'ws://host/one');
    page.says(socket, 10, 'before');
    page.recording.pause(true, START + 20);
    page.recording.pause(false, START + 30);
    page.says(socket, 40, 'after');
    choices.filterText.value = 'after';
    frame(50);
    expect(seen()).toEqual(['[pause]', 'after']);
  });
});

describe('the selected row', () => {
  test('is found again wherever it went', () => {
    const socket = page.webSocket(0, 'ws://host/one');
    for (let at = 10; at < 100; at += 10) page.says(socket, at, `at ${at}`);
    frame(100);
    const key = keyOf(rows.at(4) ?? { kind: 'divider', divider: { kind: 'pause', time: 0 } });
    expect(rows.find(key)).toBe(4);
    page.says(socket, 5, 'late');
    frame(110);
    expect(rows.find(key)).toBe(5);
    const row = rows.selectedRow(key);
    expect(row).toMatchObject({ record: { time: START + 50 } });
    choices.filterText.value = 'at 90';
    frame(120);
    expect(rows.find(key)).toBe(-1);
    expect(rows.selectedRow(key)).toBe(row);
  });

  test('is not looked for among rows of another sort', () => {
    const socket = page.webSocket(0, 'ws://host/one');
    page.says(socket, 10, 'one');
    frame(20);
    const row = rows.at(0);
    const key = row && keyOf(row);
    choices.isRaw.value = true;
    frame(30);
    expect(rows.find(key)).toBe(-1);
  });
});

test('after clearing, the list begins anew', () => {
  const socket = page.webSocket(0, 'ws://host/one');
  page.says(socket, 10, 'old');
  frame(20);
  page.recording.clear(START + 30);
  frame(40);
  expect(seen()).toEqual([]);
  page.says(socket, 50, 'new');
  frame(60);
  expect(seen()).toEqual(['new']);
});
