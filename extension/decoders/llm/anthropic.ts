import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Change, Part } from './change.ts';
import type { StreamEvent, Vendor } from './event.ts';
import { integerOf, sourceOf, textOf } from './json-place.ts';
import { usageOf } from './usage.ts';

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
  const model = textOf(message, 'model');
  return {
    id: textOf(message, 'id'),
    title: 'begins',
    isBeginning: true,
    changes: [
      ...(model === undefined ? [] : [{ kind: 'model', model } as const]),
      ...usageOf(message?.inside('usage')),
    ],
  };
}

function startedBlock(event: JsonOutline): readonly Change[] {
  const block = event.inside('content_block');
  const type = blockType(event);
  const name = textOf(block, 'name');
  const part = partOf(event, name === undefined ? type : `${name} input`);
  const text = textOf(block, 'text') ?? textOf(block, 'thinking');
  const grows = name !== undefined || block?.has('text') || block?.has('thinking');
  return [
    ...(grows ? [{ kind: 'name', part } as const] : []),
    ...(text === undefined ? [] : [{ kind: 'append', part, text } as const]),
  ];
}

function grown(event: JsonOutline): readonly Change[] {
  const delta = event.inside('delta');
  const append = (name: string, label = name): readonly Change[] => {
    const text = textOf(delta, name);
    return text === undefined ? [] : [{ kind: 'append', part: partOf(event, label), text }];
  };
  switch (textOf(delta, 'type')) {
    case 'text_delta':
      return append('text');
    case 'thinking_delta':
      return append('thinking');
    case 'input_json_delta':
      return append('partial_json', 'input');
    case 'compaction_delta':
      return append('content', 'compaction');
    case 'citations_delta':
      return delta ? [{ kind: 'item', label: 'citation', text: sourceOf(delta, 'citation') }] : [];
    case 'signature_delta': {
      // A signature comes whole, and replaces the one before.
      const part = { key: `${partOf(event, '').key} signature`, label: 'signature' };
      return [{ kind: 'set', part, text: textOf(delta, 'signature') ?? '' }];
    }
    default:
      return [];
  }
}

/** Counts here are totals of the whole message so far. */
function ending(event: JsonOutline): readonly Change[] {
  const reason = textOf(event.inside('delta'), 'stop_reason');
  return [
    ...(reason === undefined ? [] : [{ kind: 'stop', reason } as const]),
    ...usageOf(event.inside('usage')),
  ];
}

function failed(error: JsonOutline | undefined): StreamEvent {
  const said = [textOf(error, 'type'), textOf(error, 'message')].filter(Boolean).join(': ');
  const changes = [{ kind: 'stop', reason: 'error' }] as const;
  return { title: `error ${said}`, changes, isEnd: true, isFailure: true };
}

function partOf(event: JsonOutline, label: string): Part {
  return { key: `block ${integerOf(event, 'index') ?? 0}`, label };
}

function blockType(event: JsonOutline): string {
  return textOf(event.inside('content_block'), 'type') ?? 'block';
}
