import { expect } from 'vitest';
import { TRANSPORTS, type TransportName } from '../../demo-server/site/transports/transport.ts';
import type { OwnTopic } from '../../demo-server/wire/topic/message.ts';
import { click, page, texts } from './visit.ts';

/** Selectors of a topic's card and of a way in it. */
export const card = (topic: OwnTopic) => `[data-topic="${topic}"]`;
export const lane = (topic: OwnTopic, way: TransportName) =>
  `${card(topic)} .lanes tbody[data-transport="${way}"]`;

/** Switches a way on or off. */
export const flip = (topic: OwnTopic, way: TransportName) =>
  click(`${lane(topic, way)} [role="switch"]`);

/** The ways that are shown, each with its state. */
export const lanesOf = (topic: OwnTopic) =>
  page.$$eval(`${card(topic)} .lanes tbody`, (rows) =>
    rows.map((row) => {
      const state = row.querySelector('[data-state]')?.getAttribute('data-state') ?? '';
      return { way: row.getAttribute('data-transport') ?? '', state };
    }),
  );

/** Switches every way of a topic on, and waits until the server hears of all. */
export async function switchAllOn(topic: OwnTopic): Promise<void> {
  await click(`${card(topic)} .more`);
  await expect.poll(() => lanesOf(topic)).toHaveLength(TRANSPORTS.length);
  for (const way of TRANSPORTS) await flip(topic, way);
  const dead = async () =>
    (await lanesOf(topic)).filter(({ state }) => !/^(open|resting|held)$/.test(state));
  await expect.poll(dead).toEqual([]);
}

/** Numbers of the messages that are listed as arrived, newest first, by one way if it is named. */
export async function arrived(topic: OwnTopic, way?: TransportName): Promise<number[]> {
  const row = `${card(topic)} .feed li`;
  const wanted = way === undefined ? row : `${row}:has([data-transport="${way}"])`;
  return (await texts(`${wanted} .id`)).map((text) => Number(text.slice(1)));
}

/** By which ways a message arrived. */
export async function waysOf(topic: OwnTopic, id: number): Promise<string[]> {
  const ways = await Promise.all(
    TRANSPORTS.map(async (way) => ((await arrived(topic, way)).includes(id) ? [way] : [])),
  );
  return ways.flat();
}
