import type { TopicMessage } from '../../wire/topic/message.ts';

/** Bytes of a text on the wire. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The message that a JSON text holds, or undefined when it holds something else. */
export function messageIn(json: string): TopicMessage | undefined {
  const value = parsed(json);
  return isMessage(value) ? value : undefined;
}

/** The body of a poll's answer. */
export function messagesIn(json: string): { messages: TopicMessage[]; cursor: number } | undefined {
  const value = parsed(json);
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('messages' in value) || !Array.isArray(value.messages)) return undefined;
  if (!('cursor' in value) || typeof value.cursor !== 'number') return undefined;
  return { messages: value.messages.filter(isMessage), cursor: value.cursor };
}

export function isMessage(value: unknown): value is TopicMessage {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  const is = (type: string, ...names: string[]) =>
    names.every((name) => typeof fields.get(name) === type);
  return is('number', 'id', 'time') && is('string', 'topic', 'type', 'from', 'text');
}

export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** What went wrong, in a few words. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
