import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Part } from './change.ts';
import { Changes } from './changes.ts';
import type { StreamEvent, Vendor } from './event.ts';
import { integerOf, objectsIn, placeAt, textOf } from './json-place.ts';
import { addUsage } from './usage.ts';

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
    const changes = new Changes();
    let isBeginning = false;
    for (const choice of objectsIn(event, 'choices')) {
      isBeginning ||= isFirst(choice.inside('delta'));
      addChoice(changes, choice);
    }
    addUsage(changes, event.inside('usage'));
    const title = isBeginning ? 'begins' : 'chunk';
    const model = textOf(event, 'model');
    return { id: textOf(event, 'id'), title, isBeginning, model, changes: changes.all };
  },
};

/** The role comes first; some servers repeat it beside each piece of text. */
function isFirst(delta: JsonOutline | undefined): boolean {
  return textOf(delta, 'role') !== undefined && textOf(delta, 'content') === undefined;
}

function failed(message: string): StreamEvent {
  const changes = new Changes().stop('error').all;
  return { title: `error ${message}`, changes, isEnd: true, isFailure: true };
}

/** A text that grows, and the part of the first choice that it is: most answers have no other. */
const textNamed = (name: string, label: string) => ({ name, first: { key: `0 ${label}`, label } });

/** Reasoning is not OpenAI's own: DeepSeek and vLLM call it one way, Groq and OpenRouter the other. */
const DELTA_TEXTS = [
  textNamed('reasoning_content', 'reasoning'),
  textNamed('reasoning', 'reasoning'),
  textNamed('content', 'text'),
  textNamed('refusal', 'refusal'),
];
const CHOICE_TEXTS = [textNamed('text', 'text')];

function addChoice(changes: Changes, choice: JsonOutline): void {
  const index = integerOf(choice, 'index') ?? 0;
  const delta = choice.inside('delta');
  if (delta) addDelta(changes, delta, index);
  addTexts(changes, choice, CHOICE_TEXTS, index);
  const reason = textOf(choice, 'finish_reason');
  if (reason !== undefined) changes.stop(`${prefixOf(index)}${reason}`);
}

function addDelta(changes: Changes, delta: JsonOutline, choice: number): void {
  addTexts(changes, delta, DELTA_TEXTS, choice);
  for (const call of objectsIn(delta, 'tool_calls')) {
    const key = `${choice} tool ${integerOf(call, 'index') ?? 0}`;
    addCall(changes, call.inside('function') ?? placeAt(call, 'custom'), key, choice);
  }
  addCall(changes, delta.inside('function_call'), `${choice} function`, choice);
}

function addTexts(
  changes: Changes,
  place: JsonOutline,
  texts: typeof DELTA_TEXTS,
  choice: number,
): void {
  for (const { name, first } of texts) {
    const text = textOf(place, name);
    if (text !== undefined)
      changes.append(choice === 0 ? first : partOf(choice, first.label), text);
  }
}

/** The name of what is called comes once, in its first piece; the arguments in as many as it takes. */
function addCall(
  changes: Changes,
  called: JsonOutline | undefined,
  key: string,
  choice: number,
): void {
  if (!called) return;
  const name = textOf(called, 'name');
  const text = textOf(called, 'arguments') ?? textOf(called, 'input');
  const part = { key, label: `${prefixOf(choice)}${name ?? 'tool'} arguments` };
  if (name !== undefined) changes.name(part);
  if (text !== undefined) changes.append(part, text);
}

function partOf(choice: number, label: string): Part {
  return { key: `${choice} ${label}`, label: `${prefixOf(choice)}${label}` };
}

/** Most answers have one choice, which needs no number. */
function prefixOf(choice: number): string {
  return choice === 0 ? '' : `choice ${choice} `;
}
