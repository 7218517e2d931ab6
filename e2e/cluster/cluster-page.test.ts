import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../browser/launch.ts';
import { until } from '../until.ts';
import { ClusterLedger, type Delivery, type Line } from './cluster-ledger.ts';
import { type ClusterProcess, startCluster } from './cluster-process.ts';
import { ClusterVisitor, type Seen } from './cluster-visitor.ts';

/**
 * `npm run demo:cluster` as a new user finds it: the page's buttons are pressed, and what the page says
 * of who heard what is held against what the servers themselves wrote down.
 */

const NAMES = ['WebSocket 1', 'WebSocket 2', 'SSE 1', 'SSE 2', 'Long poll'] as const;
const SERVERS = ['s1', 's2', 's3'] as const;
/** Seconds until what is waited for has come, on a machine that is busy. */
const PATIENCE = 25;

let cluster: ClusterProcess;
let browser: Browser;
let visitor: ClusterVisitor;
let ledger: ClusterLedger;
const errors: string[] = [];

beforeAll(async () => {
  cluster = await startCluster();
  ledger = new ClusterLedger(cluster.url);
  browser = await launchBrowser({ headless: true });
  const page = await browser.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${cluster.url}/#/cluster`);
  visitor = new ClusterVisitor(page);
}, 120_000);
afterAll(async () => {
  await browser?.close();
});

/** Looks until the page is as wished for. */
async function see(isRight: (seen: Seen) => boolean): Promise<Seen> {
  const seen = await until(() => visitor.look(), isRight, PATIENCE);
  if (!isRight(seen)) throw new Error(`The page does not come to that: ${JSON.stringify(seen)}`);
  return seen;
}

const areConnected = ({ clients }: Seen) =>
  clients.length === NAMES.length && clients.every(({ state }) => state === 'connected');
const isHeardByAll = ({ words: [latest] }: Seen) =>
  latest !== undefined && NAMES.every((name) => latest.fates[name] === 'heard');
const isSettled = ({ words }: Seen) =>
  words.every(
    ({ fates, outcome, remembered }) =>
      !Object.values(fates).includes('on-its-way') &&
      outcome !== 'saying' &&
      (outcome === 'refused' || Object.values(remembered).some((one) => one !== undefined)),
  );

/** Lets clients speak, one after the other; the page when the last word is in its list. */
async function sayEach(...names: readonly string[]): Promise<Seen> {
  for (const name of names) {
    const [latest] = (await visitor.look()).words;
    await visitor.say(name);
    await see(({ words }) => words[0] !== undefined && words[0].number > (latest?.number ?? 0));
  }
  return see(isSettled);
}

/** Another bus, or the same once more: the page's account and the ledger begin anew. */
async function choose(bus: 'memory' | 'pubsub' | 'streams'): Promise<void> {
  if ((await visitor.look()).bus === bus) await choose(bus === 'memory' ? 'pubsub' : 'memory');
  await visitor.click(`.buses [data-bus="${bus}"]`);
  await see((seen) => seen.bus === bus && seen.words.length === 0 && areConnected(seen));
  await ledger.empty();
}

/** Where a word was handed over, by way: `websocket s1`, one for each client. */
function handed(deliveries: readonly Delivery[], word: number, ...ways: string[]): string[] {
  return deliveries
    .filter((delivery) => delivery.word === word && ways.includes(delivery.way))
    .map(({ way, server }) => `${way} ${server}`)
    .sort();
}

/** Where the page says that it was heard. */
function heardAt({ clients, words }: Seen, number: number): string[] {
  const fates = words.find((word) => word.number === number)?.fates ?? {};
  return clients
    .filter(({ name, place }) => fates[name] === 'heard' && place.startsWith('s'))
    .map(({ kind, place }) => `${kind} ${place}`)
    .sort();
}

const numbersOf = ({ words }: Seen) => words.map(({ number }) => number).sort((a, b) => a - b);

it('five clients land on the servers in turn, and every word reaches all of them', async () => {
  await see(({ servers }) => Object.values(servers).join() === 'up,up,up');
  await ledger.empty();
  await visitor.click('[data-action="connect-clients"]');
  const { clients } = await see(areConnected);
  expect(clients.map(({ name }) => name).sort()).toEqual([...NAMES].sort());
  const places = new Map(clients.map(({ name, place }) => [name, place]));
  expect(places.get('Long poll')).toBe('wandering');
  expect(new Set(places.values()).size).toBeGreaterThan(2);
  const seen = await sayEach(...NAMES);
  expect([seen.bus, seen.isJoined, seen.verdict]).toEqual(['streams', true, 'all']);
  expect(seen.losses).toEqual({});
  const deliveries = await ledger.deliveries();
  for (const { number, outcome, fates, remembered } of seen.words) {
    expect(outcome).toBe('published');
    expect(Object.values(fates)).toEqual(NAMES.map(() => 'heard'));
    expect(Object.values(remembered)).toEqual(SERVERS.map(() => 'true'));
    expect(handed(deliveries, number, 'websocket', 'sse')).toEqual(heardAt(seen, number));
    expect(handed(deliveries, number, 'long-polling')).toHaveLength(1);
  }
});

describe('with the memory bus', () => {
  it('a word of a client on one server never reaches another server, and the page shows it', async () => {
    await choose('memory');
    const { clients } = await visitor.look();
    const placed = clients.filter(({ place }) => place.startsWith('s'));
    expect(new Set(placed.map(({ place }) => place)).size).toBeGreaterThan(1);
    await sayEach('WebSocket 1', 'WebSocket 2', 'SSE 1', 'SSE 2');
    // What comes after it on every server has come to everybody: the word itself never will.
    for (const id of SERVERS) await sayOn(id, 'afterwards');
    await until(afterwards, (count) => count === placed.length, PATIENCE);
    expect(await afterwards()).toBe(placed.length);
    const seen = await see(isSettled);
    expect([seen.isJoined, seen.verdict]).toEqual([false, 'some']);
    const deliveries = await ledger.deliveries();
    for (const { number, server, fates, remembered } of seen.words) {
      for (const { name, place } of placed)
        expect([name, fates[name]]).toEqual([name, place === server ? 'heard' : 'not-heard']);
      for (const id of SERVERS) expect(remembered[id]).toBe(String(id === server));
      expect(handed(deliveries, number, 'websocket', 'sse')).toEqual(heardAt(seen, number));
    }
    for (const { name, place } of placed)
      expect(seen.losses[name] ?? []).toEqual(saidElsewhere(seen, place));
    for (const id of SERVERS)
      expect(seen.losses[`Server ${id}`] ?? []).toEqual(saidElsewhere(seen, id));
  });

  /** Somebody else's message, on one server. */
  const sayOn = (server: string, text: string) =>
    fetch(`${cluster.url}/api/topics/cluster/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-server-id': server },
      body: JSON.stringify({ from: 'test', text }),
    });

  /** Sockets and streams that it came to. */
  async function afterwards(): Promise<number> {
    const lines = await ledger.lines();
    return lines.filter(
      (line) =>
        line.kind === 'message' &&
        line.direction === 'received' &&
        (line.transport === 'websocket' || line.transport === 'sse') &&
        line.text?.includes('"afterwards"'),
    ).length;
  }

  const saidElsewhere = (seen: Seen, place: string) =>
    numbersOf({ ...seen, words: seen.words.filter(({ server }) => server !== place) });
});

describe.each([
  ['pubsub', 'stop'],
  ['streams', 'kill'],
] as const)('with %s', (bus, order) => {
  it(`a word reaches all; a server comes back (${order}) with what the bus has kept`, async () => {
    await choose(bus);
    await sayEach('WebSocket 1');
    await see(isHeardByAll);
    const { clients } = await visitor.look();
    const ended = clients.find(({ name }) => name === 'WebSocket 1')?.place ?? '';
    await visitor.tell(ended, order);
    await see(({ servers }) => servers[ended] === 'down');
    const { clients: again } = await see(areConnected);
    expect(again.map(({ place }) => place)).not.toContain(ended);
    await sayEach('WebSocket 1', 'SSE 1', 'Long poll');
    await see(isHeardByAll);
    await visitor.tell(ended, 'start');
    const isAsked = ({ words: [latest] }: Seen) => latest?.remembered[ended] !== undefined;
    const seen = await see((now) => now.servers[ended] === 'up' && isAsked(now) && isSettled(now));
    const all = numbersOf(seen);
    expect(all).toHaveLength(4);
    expect(seen.words.map(({ remembered }) => remembered[ended])).toEqual(
      all.map(() => String(bus === 'streams')),
    );
    expect(seen.losses).toEqual(bus === 'streams' ? {} : { [`Server ${ended}`]: all });
    await expectNobodyMisses(seen, ended);
  });

  /** Each client got each word once, as the servers that still know it say. */
  async function expectNobodyMisses(seen: Seen, ended: string): Promise<void> {
    const lines = await ledger.lines();
    expect(lines.at(-1)).toMatchObject({ missing: [{ server: ended }] });
    const deliveries = await ledger.deliveries();
    for (const number of numbersOf(seen).slice(1)) {
      expect(handed(deliveries, number, 'websocket', 'catching up')).toHaveLength(2);
      expect(handed(deliveries, number, 'sse')).toHaveLength(2);
      expect(handed(deliveries, number, 'long-polling')).toHaveLength(1);
    }
  }
});

it('while Redis is stopped words are refused, and nothing that was taken is lost', async () => {
  await choose('streams');
  const before = await sayEach('WebSocket 1', 'SSE 1');
  await visitor.click('[data-action="stop-redis"]');
  await see(({ redis, isJoined }) => redis === 'away' && !isJoined);
  const during = await sayEach('WebSocket 2', 'SSE 2', 'Long poll');
  expect(during.verdict).toBe('refused');
  const refused = numbersOf(during).filter((number) => !numbersOf(before).includes(number));
  expect(during.refused).toEqual(refused);
  await visitor.click('[data-action="start-redis"]');
  await see(({ redis }) => redis === 'up');
  // The servers come back to Redis by themselves, a moment later.
  await until(() => sayEach('SSE 1'), isHeardByAll, PATIENCE);
  const seen = await see(isHeardByAll);
  expect(seen.refused.slice(0, refused.length)).toEqual(refused);
  expect([seen.unsure, seen.losses]).toEqual([[], {}]);
  const delivered = (await ledger.deliveries()).map(({ word }) => word);
  for (const number of seen.refused) expect(delivered).not.toContain(number);
  for (const { number, outcome } of seen.words)
    expect(delivered.includes(number)).toBe(outcome === 'published');
});

it('a restarted balancer cuts everybody off; they come again and miss nothing', async () => {
  await choose('streams');
  await sayEach('SSE 2');
  const isSocket = (line: Line) => line.kind === 'open' && line.transport === 'websocket';
  const sockets = async () => (await ledger.lines()).filter(isSocket).length;
  expect(await sockets()).toBe(0);
  await visitor.click('[data-action="restart-balancer"]');
  // The balancer cuts this question off, too.
  const again = () => sockets().catch(() => 0);
  expect(await until(again, (count) => count >= 2, PATIENCE)).toBe(2);
  await see(areConnected);
  await sayEach('WebSocket 2', 'Long poll');
  const seen = await see(isHeardByAll);
  expect([seen.losses, seen.refused, seen.unsure]).toEqual([{}, [], []]);
  for (const number of numbersOf(seen)) {
    const deliveries = await ledger.deliveries();
    expect(handed(deliveries, number, 'websocket', 'catching up')).toHaveLength(2);
    expect(handed(deliveries, number, 'sse')).toHaveLength(2);
  }
});

describe('sticky sessions', () => {
  it('bring all clients of a page to one server', async () => {
    await visitor.click('.sticky input');
    await see(({ clients }) => clients.every(({ place }) => place !== 'wandering'));
    await visitor.click('[data-action="connect-clients"]');
    const isOnOne = (seen: Seen) =>
      areConnected(seen) && new Set(seen.clients.map(({ place }) => place)).size === 1;
    const { clients } = await see(isOnOne);
    expect(SERVERS).toContain(clients[0]?.place);
    await visitor.click('[data-action="disconnect-clients"]');
    await see((seen) => seen.clients.length === 0);
  });

  const ALL = ['long-polling', 'sse', 'sockjs'] as const;
  it.each([
    ['streams', true, ALL],
    ['memory', true, ALL],
    ['memory', false, []],
    ['pubsub', false, ['long-polling', 'sse']],
    ['streams', false, ['long-polling', 'sse']],
  ] as const)('with %s, sticky %s: what holds is %j', async (bus, isSticky, expected) => {
    if ((await visitor.look()).bus !== bus) await visitor.click(`.buses [data-bus="${bus}"]`);
    await see((seen) => seen.bus === bus);
    await makeSticky(isSticky);
    const { trips } = await tried();
    expect(ALL.filter((name) => trips[name]?.holds === 'true')).toEqual(expected);
    for (const name of ALL) expect(new Set(trips[name]?.servers).size > 1).toBe(!isSticky);
  });

  async function makeSticky(isSticky: boolean): Promise<void> {
    const state = async () => (await (await fetch(`${cluster.url}/api/cluster`)).json()).isSticky;
    if ((await state()) !== isSticky) await visitor.click('.sticky input');
    expect(await until(state, (one) => one === isSticky, PATIENCE)).toBe(isSticky);
  }

  async function tried(): Promise<Seen> {
    await visitor.click('[data-action="try-trips"]');
    await see(({ trips }) => trips.sockjs?.holds === undefined);
    return see(({ trips }) => ALL.every((name) => trips[name]?.holds !== undefined));
  }
});

it('nothing failed on the way, and Ctrl-C ends everything', async () => {
  expect(errors).toEqual([]);
  expect(await cluster.interrupt()).toBe(0);
  await expect(fetch(`${cluster.url}/healthz`)).rejects.toThrow('fetch failed');
});
