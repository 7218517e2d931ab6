import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Change } from './change.ts';
import type { StreamEvent, Vendor } from './event.ts';
import { integerOf, objectsIn, placeAt, textOf } from './json-place.ts';
import { usageOf } from './usage.ts';

/**
 * Chat completions as OpenAI streams them, and the many servers that do as it does; the older text
 * completions too. `[DONE]` comes after the last chunk.
 */
export const openAiChat: Vendor = {
  title: 'OpenAI Chat Completions',
  recognises(event) {
    const choices = event.inside('choices');
    if (choices?.kind !== 'array') return false;
    const object = event.text('object');
    if (object === 'chat.completion.chunk') return true;
    const first = objectsIn(event, 'choices')[0];
    if (object === 'text_completion') return first?.text('text') !== undefined;
    const isChunk = first?.inside('delta')?.kind === 'object' && first.has('index');
    return isChunk && event.text('model') !== undefined && event.text('id') !== undefined;
  },
  /** Compatible servers report what goes wrong in mid-stream as an object that holds the error alone. */
  continues: (event) =>
    event.members.length === 1 && textOf(event.inside('error'), 'message') !== undefined,
  read(event) {
    const error = textOf(event.inside('error'), 'message');
    if (error !== undefined) return failed(error);
    const choices = objectsIn(event, 'choices');
    const model = textOf(event, 'model');
    const isBeginning = choices.some((choice) => isFirst(choice.inside('delta')));
    return {
      id: textOf(event, 'id'),
      title: isBeginning ? 'begins' : 'chunk',
      isBeginning,
      changes: [
        ...(model === undefined ? [] : [{ kind: 'model', model } as const]),
        ...choices.flatMap(changesOf),
        ...usageOf(event.inside('usage')),
      ],
    };
  },
};

/** The role comes first; some servers repeat it beside each piece of text. */
function isFirst(delta: JsonOutline | undefined): boolean {
  return textOf(delta, 'role') !== undefined && textOf(delta, 'content') === undefined;
}

function failed(message: string): StreamEvent {
  const changes = [{ kind: 'stop', reason: 'error' }] as const;
  return { title: `error ${message}`, changes, isEnd: true, isFailure: true };
}

function changesOf(choice: JsonOutline): readonly Change[] {
  const index = integerOf(choice, 'index') ?? 0;
  const prefix = index === 0 ? '' : `choice ${index} `;
  const delta = choice.inside('delta');
  const reason = textOf(choice, 'finish_reason');
  const append = (
    place: JsonOutline | undefined,
    name: string,
    label: string,
  ): readonly Change[] => {
    const text = textOf(place, name);
    if (text === undefined) return [];
    const part = { key: `${index} ${label}`, label: `${prefix}${label}` };
    return [{ kind: 'append', part, text }];
  };
  return [
    // Reasoning is not OpenAI's own: DeepSeek and vLLM call it one way, Groq and OpenRouter the other.
    ...append(delta, 'reasoning_content', 'reasoning'),
    ...append(delta, 'reasoning', 'reasoning'),
    ...append(delta, 'content', 'text'),
    ...append(delta, 'refusal', 'refusal'),
    ...append(choice, 'text', 'text'),
    ...objectsIn(delta, 'tool_calls').flatMap((call) => callChanges(call, index, prefix)),
    ...functionChanges(delta?.inside('function_call'), `${index} function`, prefix),
    ...(reason === undefined ? [] : [{ kind: 'stop', reason: `${prefix}${reason}` } as const]),
  ];
}

/** The name of a tool comes once, in its first piece; the arguments in as many as it takes. */
function callChanges(call: JsonOutline, choice: number, prefix: string): readonly Change[] {
  const key = `${choice} tool ${integerOf(call, 'index') ?? 0}`;
  const called = call.inside('function') ?? placeAt(call, 'custom');
  return functionChanges(called, key, prefix);
}

function functionChanges(
  called: JsonOutline | undefined,
  key: string,
  prefix: string,
): readonly Change[] {
  if (!called) return [];
  const name = textOf(called, 'name');
  const text = textOf(called, 'arguments') ?? textOf(called, 'input');
  const part = { key, label: `${prefix}${name ?? 'tool'} arguments` };
  return [
    ...(name === undefined ? [] : [{ kind: 'name', part } as const]),
    ...(text === undefined ? [] : [{ kind: 'append', part, text } as const]),
  ];
}
