import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Change, Part } from './change.ts';
import { Changes } from './changes.ts';
import type { StreamEvent, Vendor } from './event.ts';
import { integerOf, sourceOf, textOf } from './json-place.ts';
import { addUsage } from './usage.ts';

/** Anthropic's Messages: content blocks by index, each begun, grown and stopped. */
export const anthropic: Vendor = {
  title: 'Anthropic Messages',
  recognises(event) {
    const hasIndex = integerOf(event, 'index') !== undefined;
    switch (event.text('type')) {
      case 'message_start':
        return event.inside('message')?.text('type') === 'message';
      case 'content_block_start':
        return hasIndex && event.inside('content_block')?.text('type') !== undefined;
      case 'content_block_delta':
        return hasIndex && event.inside('delta')?.text('type') !== undefined;
      case 'content_block_stop':
        return hasIndex;
      case 'message_delta':
        return event.inside('delta')?.kind === 'object' && event.inside('usage') !== undefined;
      case 'message_stop':
        // Amazon Bedrock puts its measurements beside the type.
        return event.members.every(({ name }) => name === 'type' || name.startsWith('amazon-'));
      default:
        return false;
    }
  },
  continues(event, type) {
    const said = event.text('type');
    if (said === 'ping') return type === 'ping';
    return said === 'error' && textOf(event.inside('error'), 'type') !== undefined;
  },
  read(event) {
    const type = event.text('type') ?? '';
    switch (type) {
      case 'message_start':
        return begun(event.inside('message'));
      case 'content_block_start':
        return { title: `${type} ${blockType(event)}`, changes: startedBlock(event) };
      case 'content_block_delta':
        return { title: `${type} ${textOf(event.inside('delta'), 'type')}`, changes: grown(event) };
      case 'message_delta':
        return { title: type, changes: ending(event) };
      case 'message_stop':
        return { title: type, changes: [], isEnd: true };
      case 'error':
        return failed(event.inside('error'));
      case 'ping':
        return { title: type, changes: [], isHeartbeat: true };
      default:
        return { title: type, changes: [] };
    }
  },
};

function begun(message: JsonOutline | undefined): StreamEvent {
  const changes = new Changes();
  addUsage(changes, message?.inside('usage'));
  return {
    id: textOf(message, 'id'),
    title: 'begins',
    isBeginning: true,
    model: textOf(message, 'model'),
    changes: changes.all,
  };
}

function startedBlock(event: JsonOutline): readonly Change[] {
  const block = event.inside('content_block');
  const type = blockType(event);
  const name = textOf(block, 'name');
  const part = partOf(event, name === undefined ? type : `${name} input`);
  const text = textOf(block, 'text') ?? textOf(block, 'thinking');
  const grows = name !== undefined || block?.has('text') || block?.has('thinking');
  const changes = new Changes();
  if (grows) changes.name(part);
  if (text !== undefined) changes.append(part, text);
  return changes.all;
}

function grown(event: JsonOutline): readonly Change[] {
  const delta = event.inside('delta');
  const type = textOf(delta, 'type') ?? '';
  const changes = new Changes();
  if (type === 'citations_delta' && delta) changes.item('citation', sourceOf(delta, 'citation'));
  if (type === 'signature_delta') {
    // A signature comes whole, and replaces the one before.
    const part = { key: `${partOf(event, '').key} signature`, label: 'signature' };
    changes.set(part, textOf(delta, 'signature') ?? '');
  }
  const piece = PIECES.get(type);
  const text = piece && textOf(delta, piece.name);
  if (piece && text !== undefined) changes.append(partOf(event, piece.label), text);
  return changes.all;
}

/** Where a delta has the piece that it adds, and to what, by its type. */
const PIECES: ReadonlyMap<string, { readonly name: string; readonly label: string }> = new Map([
  ['text_delta', { name: 'text', label: 'text' }],
  ['thinking_delta', { name: 'thinking', label: 'thinking' }],
  ['input_json_delta', { name: 'partial_json', label: 'input' }],
  ['compaction_delta', { name: 'content', label: 'compaction' }],
]);

/** Counts here are totals of the whole message so far. */
function ending(event: JsonOutline): readonly Change[] {
  const changes = new Changes().stop(textOf(event.inside('delta'), 'stop_reason'));
  addUsage(changes, event.inside('usage'));
  return changes.all;
}

function failed(error: JsonOutline | undefined): StreamEvent {
  const said = [textOf(error, 'type'), textOf(error, 'message')].filter(Boolean).join(': ');
  const changes = new Changes().stop('error').all;
  return { title: `error ${said}`, changes, isEnd: true, isFailure: true };
}

function partOf(event: JsonOutline, label: string): Part {
  return { key: `block ${integerOf(event, 'index') ?? 0}`, label };
}

function blockType(event: JsonOutline): string {
  return textOf(event.inside('content_block'), 'type') ?? 'block';
}
