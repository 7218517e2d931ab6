import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { LIMITS } from '../../limits.ts';
import { type DemoServer, startDemoServer } from '../../server.ts';
import { publish, sendJson } from '../../testing/requests.ts';
import { decodeFrame } from '../../wire/rsocket/decode.ts';
import { ERROR } from '../../wire/rsocket/frame.ts';
import { Watched } from '../model/watched.ts';
import { Demand, FIRST_BY_HAND, WINDOW } from './rsocket-demand.ts';
import { LeaseGate } from './rsocket-lease.ts';
import { LANE_DEFAULTS, type LaneOptions } from './transport.ts';

let server: DemoServer;
const open: Watched[] = [];
beforeAll(async () => {
  server = await startDemoServer({ site: 'no-site' });
  await sendJson(server, 'PUT', '/api/settings', { rate: 0 });
});
afterAll(() => server.close());
beforeEach(() => {
  vi.stubGlobal('location', { href: `${server.url}/`, hostname: '127.0.0.1' });
  vi.stubGlobal('WebSocket', WebSocket);
});
afterEach(() => {
  for (const one of open.splice(0)) one.stop();
  vi.unstubAllGlobals();
});

async function listen(topic: string, change: Partial<LaneOptions>) {
  const heard: number[] = [];
  const options = { ...LANE_DEFAULTS, ...change };
  const watched = new Watched(
    'rsocket',
    topic,
    () => options,
    ({ id }) => heard.push(id),
  );
  open.push(watched);
  watched.start();
  await expect.poll(() => watched.status.value.kind).toBe('open');
  // The answer says that the stream before it is subscribed.
  await watched.waiting();
  const credit = () =>
    watched.shown.value.seen.findLast(({ crossing }) => crossing.credit !== undefined)?.crossing
      .credit;
  const labels = () => watched.shown.value.seen.map(({ crossing }) => crossing.label);
  return { watched, heard, credit, labels };
}

describe('pulled by hand', () => {
  test('a stream brings what was asked for and no more; the rest waits, in order', async () => {
    const { watched, heard, credit } = await listen('by-hand', { demand: 'hand' });
    for (let said = 1; said <= 12; said += 1) await publish(server, 'by-hand', `${said}`);
    await expect.poll(credit).toBe(0);
    expect(heard).toEqual([1, 2, 3, 4, 5]);
    expect(await watched.waiting()).toBe(7);
    watched.requestMore(5);
    await expect.poll(() => heard.length).toBe(10);
    await expect.poll(credit).toBe(0);
    watched.requestMore(20);
    await expect.poll(() => heard.length).toBe(12);
    expect(await watched.waiting()).toBe(0);
    await expect.poll(credit).toBe(18);
  });

  test('a stream that was cut goes on after the last number that came', async () => {
    const { watched, heard } = await listen('cut', { demand: 'hand' });
    for (const text of ['a', 'b']) await publish(server, 'cut', text);
    await expect.poll(() => heard).toEqual([1, 2]);
    await sendJson(server, 'POST', '/api/faults', { kind: 'cut', for: { url: watched.client } });
    await publish(server, 'cut', 'c');
    await expect.poll(() => heard, { timeout: 5000 }).toEqual([1, 2, 3]);
  });
});

test('a session that resumes goes on after a cut, with its credit and without a new request', async () => {
  const byHand = { demand: 'hand', resumes: true } as const;
  const { watched, heard, labels, credit } = await listen('resumes', byHand);
  for (const text of ['a', 'b']) await publish(server, 'resumes', text);
  await expect.poll(() => heard).toEqual([1, 2]);
  await sendJson(server, 'POST', '/api/faults', { kind: 'cut', for: { url: watched.client } });
  for (const text of ['c', 'd']) await publish(server, 'resumes', text);
  await expect.poll(() => heard, { timeout: 5000 }).toEqual([1, 2, 3, 4]);
  await expect.poll(() => labels().some((label) => label.startsWith('RESUME_OK'))).toBe(true);
  expect(labels().filter((label) => label.startsWith('REQUEST_STREAM'))).toHaveLength(1);
  await expect.poll(credit).toBe(1);
  watched.publish('kim', 'e');
  await expect.poll(() => heard).toEqual([1, 2, 3, 4, 5]);
});

test('a session that is stopped is not kept: the server is told', async () => {
  const { watched } = await listen('farewell', { resumes: true });
  watched.stop();
  const ledger = async () => (await fetch(`${server.url}/api/ledger?url=${watched.client}`)).text();
  await expect.poll(ledger).toContain('"kind":"close"');
  const frames = [...(await ledger()).matchAll(/"base64":"([^"]+)"/g)].map(([, base64 = '']) =>
    decodeFrame(Buffer.from(base64, 'base64')),
  );
  expect(frames.at(-1)).toMatchObject({ type: 'error', streamId: 0, code: ERROR.CONNECTION_CLOSE });
});

test('a session that the server cannot go on with begins anew', async () => {
  const { watched, heard, labels } = await listen('forgotten', { resumes: true });
  await publish(server, 'forgotten', 'a');
  await expect.poll(() => heard).toEqual([1]);
  const mine = { for: { url: watched.client } };
  await sendJson(server, 'POST', '/api/faults', { kind: 'truncated', times: 1, ...mine });
  await publish(server, 'forgotten', 'b');
  await sendJson(server, 'POST', '/api/faults', { kind: 'cut', ...mine });
  const setups = () => labels().filter((label) => label.startsWith('SETUP')).length;
  await expect.poll(setups, { timeout: 10_000 }).toBe(2);
  await publish(server, 'forgotten', 'c');
  await expect.poll(() => heard.at(-1), { timeout: 5000 }).toBe(3);
}, 20_000);

test('pulled in windows, every message comes without a person asking', async () => {
  const { heard } = await listen('windows', {});
  for (let said = 1; said <= 40; said += 1) await publish(server, 'windows', `${said}`);
  await expect.poll(() => heard.length).toBe(40);
});

test('on a channel the server asks for what is said, and acknowledges each', async () => {
  const { watched, heard, labels } = await listen('channel', { saying: 'channel' });
  for (let said = 1; said <= 20; said += 1) watched.publish('kim', `${said}`);
  await expect.poll(() => heard.length).toBe(20);
  const acknowledged = () => labels().filter((label) => label.startsWith('PAYLOAD {"id"')).length;
  await expect.poll(acknowledged).toBe(20);
  expect(labels().filter((label) => label.startsWith('REQUEST_CHANNEL'))).toHaveLength(1);
});

test('with leases, what is not allowed waits for the next one', async () => {
  const { watched, heard } = await listen('leases', { leases: true });
  for (let said = 1; said <= LIMITS.rsocketLeaseRequests; said += 1)
    watched.publish('kim', `${said}`);
  // The stream and the question took two of the lease.
  await expect.poll(() => heard.length).toBe(LIMITS.rsocketLeaseRequests - 2);
  const soon = LIMITS.rsocketLeaseTime + 2000;
  await expect.poll(() => heard.length, { timeout: soon }).toBe(LIMITS.rsocketLeaseRequests);
}, 15_000);

test('a window is refilled when half of it is used, by as much', () => {
  const window = new Demand('window');
  const asked = Array.from({ length: WINDOW / 2 }, () => window.taken());
  expect(asked).toEqual([...Array.from({ length: WINDOW / 2 - 1 }, () => 0), WINDOW / 2]);
  const hand = new Demand('hand');
  expect(Array.from({ length: FIRST_BY_HAND }, () => hand.taken())).toEqual([0, 0, 0, 0, 0]);
  expect(hand.credit).toBe(0);
});

test('a lease ends with its time, whatever is left of it', () => {
  let now = 0;
  const gate = new LeaseGate(() => now);
  const went: number[] = [];
  gate.pass(() => went.push(1));
  gate.close();
  gate.pass(() => went.push(2));
  gate.grant(3, 100);
  gate.pass(() => went.push(3));
  now = 100;
  gate.pass(() => went.push(4));
  expect(went).toEqual([1, 2, 3]);
  gate.grant(1, 100);
  expect(went).toEqual([1, 2, 3, 4]);
});
