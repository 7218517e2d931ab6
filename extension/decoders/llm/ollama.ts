import type { JsonOutline } from '../../bytes/json/outline.ts';
import { Changes } from './changes.ts';
import type { Vendor } from './event.ts';
import { objectsIn, sourceOf, textOf } from './json-place.ts';
import { addUsage } from './usage.ts';

/** Ollama's chat and generate, one JSON object a line; they carry no id. */
export const ollama: Vendor = {
  title: 'Ollama',
  recognises(event) {
    const isOfModel =
      textOf(event, 'model') !== undefined && textOf(event, 'created_at') !== undefined;
    if (!isOfModel || typeof event.scalar('done') !== 'boolean') return false;
    // The last one of a chat may come without a message, but then with its measurements.
    return (
      event.text('response') !== undefined ||
      event.inside('message')?.has('role') === true ||
      event.has('total_duration')
    );
  },
  read(event) {
    const isEnd = event.scalar('done') === true;
    const changes = new Changes();
    addContent(changes, event.inside('message') ?? event);
    changes.stop(textOf(event, 'done_reason') ?? (isEnd ? 'done' : undefined));
    if (isEnd) addUsage(changes, event);
    return { title: 'chunk', isEnd, model: textOf(event, 'model'), changes: changes.all };
  },
};

const TEXTS = [
  { name: 'thinking', part: { key: 'thinking', label: 'thinking' } },
  { name: 'content', part: { key: 'text', label: 'text' } },
  { name: 'response', part: { key: 'text', label: 'text' } },
] as const;

function addContent(changes: Changes, message: JsonOutline): void {
  for (const { name, part } of TEXTS) {
    const text = textOf(message, name);
    if (text !== undefined) changes.append(part, text);
  }
  for (const call of objectsIn(message, 'tool_calls')) {
    const called = call.inside('function');
    if (!called) continue;
    const label = `${textOf(called, 'name') ?? 'function'} arguments`;
    changes.item(label, sourceOf(called, 'arguments'));
  }
}
