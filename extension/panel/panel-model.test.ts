import { expect, test } from 'vitest';
import { PanelModel } from './panel-model.ts';
import { MadeUpPage, START } from './recording/page.fixture.ts';

function panelWithSelection() {
  const page = new MadeUpPage();
  const panel = new PanelModel(page.recording);
  const socket = page.webSocket(0, 'ws://host/one');
  page.says(socket, 10, 'hello');
  panel.frame(START + 20);
  panel.choices.selected.value = { kind: 'record', number: 0, time: START + 10 };
  panel.choices.scopes.value = [{ kind: 'connection', key: socket, connection: socket }];
  panel.choices.isFollowing.value = false;
  return { page, panel };
}

test('a frame brings list and connections up to date', () => {
  const { panel } = panelWithSelection();
  expect(panel.rows.length).toBe(1);
  expect(panel.sidebar.value).toMatchObject([{ name: '/one', count: 1 }]);
  expect(panel.hasSubject.value).toBe(true);
});

test('clearing lets go of what was selected', () => {
  const { panel } = panelWithSelection();
  panel.clear(START + 30);
  panel.frame(START + 40);
  expect(panel.rows.length).toBe(0);
  expect(panel.choices.selected.value).toBeUndefined();
  expect(panel.choices.scopes.value).toEqual([]);
  expect(panel.choices.isFollowing.value).toBe(true);
});

test('so does the page when it goes elsewhere and the log is not kept', () => {
  const { page, panel } = panelWithSelection();
  page.recording.navigated('http://host/next', START + 30);
  panel.frame(START + 40);
  expect(panel.hasSubject.value).toBe(false);
});

test('where the log is kept, what was selected stays', () => {
  const { page, panel } = panelWithSelection();
  page.recording.preservesLog.value = true;
  page.recording.navigated('http://host/next', START + 30);
  panel.frame(START + 400);
  expect(panel.hasSubject.value).toBe(true);
  expect(panel.rows.length).toBe(2);
});

test('a calm page is shown soon, a busy one less often, and what is behind goes on at once', () => {
  const page = new MadeUpPage();
  const panel = new PanelModel(page.recording);
  const socket = page.webSocket(0, 'ws://host/one');
  page.says(socket, 0, 'one');
  const calm = panel.frame(START);
  for (let number = 0; number < 300; number += 1) page.says(socket, 1, `${number}`);
  const busy = panel.frame(START + calm);
  expect(busy).toBeGreaterThan(calm);
  expect(panel.rows.length).toBe(301);
});

test('what a person says a connection speaks is shown at once, and the selection stays on its bytes', () => {
  const page = new MadeUpPage();
  const panel = new PanelModel(page.recording);
  const socket = page.webSocket(0, 'ws://host/one');
  page.says(socket, 10, 'hello');
  page.says(socket, 20, '{"a":1}');
  panel.frame(START + 30);
  panel.choices.selected.value = { kind: 'record', number: 1, time: START + 20 };
  const shown = () => {
    const row = panel.rows.selectedRow(panel.choices.selected.value);
    return row?.kind === 'record' ? row.record.layers.map(({ summary }) => summary) : [];
  };
  expect(shown()).toEqual(['{a: 1}']);
  panel.readAs({ scope: 'connection', connection: socket }, 'text', START + 400);
  panel.frame(START + 800);
  expect(shown()).toEqual(['{"a":1}']);
  panel.readAs({ scope: 'connection', connection: socket }, undefined, START + 1200);
  panel.frame(START + 1600);
  expect(shown()).toEqual(['{a: 1}']);
});
