import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Change } from './change.ts';
import type { Vendor } from './event.ts';
import { objectsIn, sourceOf, textOf } from './json-place.ts';
import { usageOf } from './usage.ts';

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
    const model = textOf(event, 'model');
    const reason = textOf(event, 'done_reason') ?? (isEnd ? 'done' : undefined);
    return {
      title: 'chunk',
      isEnd,
      changes: [
        ...(model === undefined ? [] : [{ kind: 'model', model } as const]),
        ...contentOf(event.inside('message') ?? event),
        ...(reason === undefined ? [] : [{ kind: 'stop', reason } as const]),
        ...(isEnd ? usageOf(event) : []),
      ],
    };
  },
};

function contentOf(message: JsonOutline): readonly Change[] {
  const append = (name: string, label: string): readonly Change[] => {
    const text = textOf(message, name);
    return text === undefined ? [] : [{ kind: 'append', part: { key: label, label }, text }];
  };
  return [
    ...append('thinking', 'thinking'),
    ...append('content', 'text'),
    ...append('response', 'text'),
    ...objectsIn(message, 'tool_calls').flatMap((call): readonly Change[] => {
      const called = call.inside('function');
      if (!called) return [];
      const label = `${textOf(called, 'name') ?? 'function'} arguments`;
      return [{ kind: 'item', label, text: sourceOf(called, 'arguments') }];
    }),
  ];
}
