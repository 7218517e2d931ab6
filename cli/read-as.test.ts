import { beforeEach, expect, test } from 'vitest';
import { Derivation } from '../extension/insight/derivation.ts';
import { Journal } from '../extension/journal/journal.ts';
import { Failure } from './failure.ts';
import { applyRules } from './read-as.ts';

let journal: Journal;
let derivation: Derivation;

beforeEach(() => {
  journal = new Journal();
  derivation = new Derivation(journal);
  for (const [connection, url] of [
    ['c1', 'ws://h/a?x=1'],
    ['c2', 'ws://h/a?x=2'],
    ['c3', 'ws://h/b'],
  ] as const) {
    const about = { transport: 'websocket', openedAt: 0, witness: 'page' } as const;
    journal.take({ kind: 'seen', connection, url, ...about });
  }
});

const chosen = () =>
  ['c1', 'c2', 'c3'].map((id) => derivation.connectionInsight(id).override?.protocol);

test('a URL stands for every connection to it, whatever the query', () => {
  applyRules(['ws://h/a?x=7=stomp'], journal, derivation);
  expect(chosen()).toEqual(['stomp', 'stomp', undefined]);
});

test('an id says more than a URL, in whatever order they come', () => {
  applyRules(['c2=json', 'ws://h/a=stomp', 'c3=text'], journal, derivation);
  expect(chosen()).toEqual(['stomp', 'json', 'text']);
});

test('automatic takes back what was chosen', () => {
  applyRules(['ws://h/a=stomp'], journal, derivation);
  applyRules(['c1=automatic'], journal, derivation);
  expect(chosen()).toEqual([undefined, 'stomp', undefined]);
});

test.each([
  ['c1', /must be URL=PROTOCOL or ID=PROTOCOL/],
  ['=stomp', /must be URL=PROTOCOL or ID=PROTOCOL/],
  ['c1=', /must be URL=PROTOCOL or ID=PROTOCOL/],
  ['c1=stonp', /there is no protocol stonp\. There are: automatic, .*stomp/],
  ['c9=stomp', /no connection of the log has the id or URL c9/],
  ['ws://h/z=stomp', /no connection of the log has the id or URL ws:\/\/h\/z/],
])('%s is refused in words', (rule, reason) => {
  expect(() => applyRules([rule], journal, derivation)).toThrow(reason);
  expect(() => applyRules([rule], journal, derivation)).toThrow(Failure);
});
