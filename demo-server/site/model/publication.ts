import { parsed } from '../transports/reading.ts';
import { wait } from '../transports/wait.ts';
import type { Runner } from './runner.ts';
import { post, report } from './server.ts';

/** Events that the server publishes evenly: so many, so many a second, of so many bytes of text. */
export interface Publication {
  readonly topic: string;
  readonly events: number;
  readonly rate: number;
  readonly payload: number;
}

/** Orders it; gives the sender under whose name the events come, or undefined where it was refused. */
export async function orderPublication(publication: Publication): Promise<string | undefined> {
  const answer = await report(fetch('/api/race', post('POST', publication)));
  const from = answer && fieldIn(await answer.text(), 'from');
  return typeof from === 'string' ? from : undefined;
}

/**
 * Says a first word on a topic, again and again, until every runner has heard one, so that all are
 * subscribed, or patience (milliseconds) is over.
 */
export async function gather(
  topic: string,
  runners: readonly Runner[],
  times: { readonly patience: number; readonly between: number },
  signal: AbortSignal,
): Promise<void> {
  const end = performance.now() + times.patience;
  while (!signal.aborted && performance.now() < end) {
    const id = await sayFirstWord(topic);
    const soon = performance.now() + (id === undefined ? 500 : times.between);
    while (!signal.aborted && performance.now() < soon) {
      if (id !== undefined) for (const one of runners) one.joinAt(id);
      if (runners.every(({ takesPart }) => takesPart)) return;
      await wait(20, signal);
    }
  }
}

async function sayFirstWord(topic: string): Promise<number | undefined> {
  const body = post('POST', { from: 'first word', text: 'Everybody there?' });
  const answer = await report(fetch(`/api/topics/${topic}/messages`, body));
  const id = answer && fieldIn(await answer.text(), 'id');
  return typeof id === 'number' ? id : undefined;
}

function fieldIn(json: string, name: string): unknown {
  const value = parsed(json);
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}
