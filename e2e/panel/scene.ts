import { expect } from 'vitest';
import { echo } from '../echo.ts';
import { Person } from '../person.ts';
import { type Stage, setStage } from '../stage.ts';

/** The one stage of the panel's tests, and the person before the panel; there once it is open. */
export let stage: Stage;
export let person: Person;

export async function openScene(): Promise<void> {
  stage = await setStage();
  person = new Person(stage);
}

export async function closeScene(): Promise<void> {
  await stage?.close();
}

/** Goes to a fresh page, and with it to an empty recording. */
export async function visit(path: string): Promise<void> {
  await stage.page.goto(`${stage.server.url}${path}`);
  expect(await person.countUntil('messages', 0)).toBe(0);
}

/** Says texts to the echo. */
export function say(...texts: readonly string[]): Promise<void> {
  return echo(stage.page, ...texts);
}

/** `line 0`, `line 1` … */
export function numbered(word: string, count: number): string[] {
  return Array.from({ length: count }, (_, number) => `${word} ${number}`);
}
