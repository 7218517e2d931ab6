import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf } from '../lines.ts';
import { readLog } from '../stage.ts';
import { until } from '../until.ts';
import { derivedAgain, isDerived } from './derived-again.ts';
import { fieldAt } from './recorded.ts';
import { type PeerStage, setPeers } from './stage.ts';

let stage: PeerStage;
/** The bodies of the JSONP answers, as the server wrote them. */
const book: string[] = [];

beforeAll(async () => {
  stage = await setPeers([], serve);
});

afterAll(() => stage?.close());

/** JSONP at `/poll`, at `/wait` after a while, and scripts that only look like it. */
const serve: RequestListener = (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://h');
  response.setHeader('content-type', 'application/javascript; charset=utf-8');
  const callback = searchParams.get('callback') ?? '';
  const say = (news: unknown) => {
    book.push(`/**/ typeof ${callback} === 'function' && ${callback}(${JSON.stringify(news)});`);
    response.end(book.at(-1));
  };
  if (pathname === '/poll') say({ messages: book.length % 3 ? [] : [{ text: 'h\u00e9' }] });
  else if (pathname === '/wait') setTimeout(() => say({ at: book.length }), 1_300);
  else if (pathname === '/analytics.js') response.end('(function () { var c = 1; })();');
  else if (pathname === '/bundle.js') response.end('window.bundle = true;');
  else response.writeHead(404).end();
};

/** In the page: asks by a script tag, as jQuery does, with a new name each time. */
const ASK = `
  let names = 0;
  const ask = (path, query = '') => new Promise((done) => {
    names += 1;
    const name = 'jp_' + Date.now() + '_' + names;
    const tag = document.createElement('script');
    window[name] = (data) => { delete window[name]; tag.remove(); done(data); };
    tag.src = path + '?callback=' + name + query;
    document.head.append(tag);
  });
  const load = (src) => new Promise((done) => {
    const tag = document.createElement('script');
    tag.onload = done;
    tag.src = src;
    document.head.append(tag);
  });
  const pause = (time) => new Promise((done) => setTimeout(done, time));`;

const scripts = async () =>
  linesOf(await readLog(stage.panel), 'connection').filter(
    ({ transport }) => transport === 'script',
  );

const LOOPS = ['polling', 'long-polling'];

async function play(script: string) {
  book.length = 0;
  await stage.play(`${ASK}${script}`);
  return until(
    () => readLog(stage.panel),
    (lines) =>
      linesOf(lines, 'message').length >= book.length &&
      linesOf(lines, 'channel').some(({ type }) => LOOPS.includes(type)),
  );
}

describe('polling by script tags', () => {
  it('is one loop, with what each answer handed to the page, as the server wrote it', async () => {
    const lines = await play(`
      await load('/analytics.js?c=1');
      await load('/bundle.js?cb=123');
      await load('/bundle.js?cb=bundle');
      const next = [];
      for (let at = 0; at < 8; at += 1) { next.push(ask('/poll')); await pause(600); }
      await Promise.all(next);`);
    expect(linesOf(lines, 'channel').map(({ type, name }) => [type, name])).toEqual([
      ['polling', '/poll'],
    ]);
    expect(linesOf(lines, 'channel')[0]?.period).toBeGreaterThan(550);
    expect(await scripts()).toHaveLength(8);
    expect(linesOf(lines, 'connection')).toHaveLength(8);
    expect(linesOf(lines, 'message').map(({ text }) => text)).toEqual(book);
    const records = linesOf(lines, 'record').map(({ layers }) => layers);
    expect(records.map((layers) => layers.map(({ protocol }) => protocol))).toEqual(
      book.map(() => ['jsonp', 'json']),
    );
    const names = records.map(([outer]) => fieldAt(outer, 'callback')?.value);
    expect(names).toEqual(book.map((body) => /(jp_\w+) ===/.exec(body)?.[1]));
    expect(await derivedAgain(lines)).toEqual(lines.filter(isDerived));
  });

  it('is long polling where the server holds each request', async () => {
    const lines = await play(`for (let at = 0; at < 6; at += 1) await ask('/wait');`);
    expect(linesOf(lines, 'channel').map(({ type, name }) => [type, name])).toEqual([
      ['long-polling', '/wait'],
    ]);
    expect(linesOf(lines, 'message').map(({ text }) => text)).toEqual(book);
  });
});
