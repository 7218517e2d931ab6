import { signal } from '@preact/signals';
import type { SettingChange, SettingValues } from '../../settings.ts';
import type { SharedTopic } from '../../wire/topic/message.ts';
import { reasonOf } from '../transports/reading.ts';
import { words } from '../words/words.ts';

/** The server's settings as it last told them; undefined until it did. */
export const settings = signal<SettingValues | undefined>(undefined);

/** What went wrong with the last request of the person, in words; empty when nothing did. */
export const trouble = signal('');

/** Changes settings on the server, or with no change only asks for them. */
export async function askSettings(change?: SettingChange): Promise<void> {
  const answer = await ask('/api/settings', change ? post('PUT', change) : undefined);
  if (answer) settings.value = (await answer.json()) as SettingValues;
}

/** Publishes by an HTTP request, whatever the messages travel back on; says whether it was done. */
export async function publishByPost(topic: string, from: string, text: string): Promise<boolean> {
  return undefined !== (await ask(`/api/topics/${topic}/messages`, post('POST', { from, text })));
}

/** What a shared topic has come to; undefined when the server cannot be asked. */
export async function readShared<State>(topic: SharedTopic): Promise<State | undefined> {
  const answer = await fetch(`/api/${topic}`).catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as State) : undefined;
}

/** A request with a JSON body. */
export function post(method: 'POST' | 'PUT', body: unknown): RequestInit {
  return { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

/** The answer of a request of the person's; undefined, and {@link trouble}, when it failed. */
export async function report(asked: Promise<Response>): Promise<Response | undefined> {
  try {
    const response = await asked;
    trouble.value = response.ok ? '' : words.value.site.failed(await refusalIn(response));
    return response.ok ? response : undefined;
  } catch (error) {
    trouble.value = words.value.site.unreachable(reasonOf(error));
    return undefined;
  }
}

function ask(path: string, request?: RequestInit): Promise<Response | undefined> {
  return report(fetch(path, request));
}

async function refusalIn(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => undefined);
  const said = new Map<string, unknown>(
    Object.entries(typeof body === 'object' ? (body ?? {}) : {}),
  );
  const parts = [`HTTP ${response.status}`, said.get('error'), said.get('whatToDo')];
  return parts.filter((part) => part !== undefined).join(' ');
}
