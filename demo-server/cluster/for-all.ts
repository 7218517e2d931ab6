import type { Target } from './rotation.ts';

/** What one asks of the cluster as a whole, whichever server would have been next. */
export interface Question {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** How long a server may take, in milliseconds. */
const PATIENCE = 5_000;

/** Whether a request is for every server: what they do is set, and what goes wrong on purpose. */
export function isForAll(method: string, path: string): boolean {
  if (method === 'PUT') return path === '/api/settings';
  return /^\/api\/faults(?:\/|$)/.test(path);
}

/** Asks every server. Undefined where there is none; else the answers as one. */
export async function askAll(
  targets: readonly Target[],
  question: Question,
): Promise<Answer | undefined> {
  const answers = await Promise.all(targets.map((target) => ask(target, question)));
  // A server that was started later may not know what is switched off: one that did is enough.
  const isRight = question.method === 'DELETE' ? isDone : isNotDone;
  return joined(answers) ?? answers.find(isRight) ?? answers[0];
}

/** Asks one server. @returns 502 where it does not answer */
export async function ask({ id, port }: Target, question: Question): Promise<Answer> {
  const { method, path, body } = question;
  const about = {
    method,
    signal: AbortSignal.timeout(PATIENCE),
    ...(body !== '' && { body, headers: { 'content-type': 'application/json' } }),
  };
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, about);
    return { status: answer.status, text: await answer.text() };
  } catch {
    const error = `Server ${id} did not answer.`;
    const text = JSON.stringify({ error, whatToDo: 'Look whether it hangs, and ask again.' });
    return { status: 502, text };
  }
}

const isDone = ({ status }: Answer) => status < 400;
const isNotDone = ({ status }: Answer) => status >= 400;

/** Counts of all servers as one: what struck, and how often. Undefined where nothing is counted. */
function joined(answers: readonly Answer[]): Answer | undefined {
  const [first] = answers;
  if (!first || !answers.every(isDone)) return undefined;
  const bodies = answers.map(({ text }) => JSON.parse(text || '{}') as Body);
  if (typeof bodies[0]?.struck === 'number' && bodies[0].id === undefined) {
    const struck = bodies.reduce((sum, body) => sum + (body.struck ?? 0), 0);
    return { ...first, text: JSON.stringify({ struck }) };
  }
  if (!bodies[0]?.faults) return undefined;
  const faults = bodies.flatMap((body) => body.faults ?? []);
  return { ...first, text: JSON.stringify({ ...bodies[0], faults: summed(faults) }) };
}

/** A fault as a server lists it. */
interface Listed {
  readonly id: number;
  readonly fault: unknown;
  readonly struck: number;
}

interface Body {
  readonly id?: number;
  readonly struck?: number;
  readonly faults?: readonly Listed[];
}

function summed(faults: readonly Listed[]): readonly Listed[] {
  const byName = new Map<string, Listed>();
  for (const one of faults) {
    const name = `${one.id} ${JSON.stringify(one.fault)}`;
    const before = byName.get(name);
    byName.set(name, { ...one, struck: one.struck + (before?.struck ?? 0) });
  }
  return [...byName.values()].sort((a, b) => a.id - b.id);
}
