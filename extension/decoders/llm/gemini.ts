import type { JsonOutline } from '../../bytes/json/outline.ts';
import type { Change } from './change.ts';
import type { Vendor } from './event.ts';
import { integerOf, objectsIn, sourceOf, textOf } from './json-place.ts';
import { usageOf } from './usage.ts';

/** Gemini's `streamGenerateContent`: each event is a whole response with the next parts in it. */
export const gemini: Vendor = {
  title: 'Gemini',
  recognises(event) {
    const isAccounted = ['usageMetadata', 'modelVersion', 'responseId'].some((name) =>
      event.has(name),
    );
    if (!isAccounted) return false;
    if (textOf(event.inside('promptFeedback'), 'blockReason') !== undefined) return true;
    const candidates = objectsIn(event, 'candidates');
    return candidates.some((one) => one.inside('content') !== undefined || one.has('finishReason'));
  },
  read(event) {
    const candidates = objectsIn(event, 'candidates');
    const blocked = textOf(event.inside('promptFeedback'), 'blockReason');
    const model = textOf(event, 'modelVersion');
    return {
      id: textOf(event, 'responseId'),
      title: 'chunk',
      changes: [
        ...(model === undefined ? [] : [{ kind: 'model', model } as const]),
        ...candidates.flatMap(changesOf),
        ...(blocked === undefined
          ? []
          : [{ kind: 'stop', reason: `blocked, ${blocked}` } as const]),
        ...usageOf(event.inside('usageMetadata')),
      ],
      isEnd: blocked !== undefined || candidates.some((one) => textOf(one, 'finishReason')),
    };
  },
};

function changesOf(candidate: JsonOutline): readonly Change[] {
  const index = integerOf(candidate, 'index') ?? 0;
  const prefix = index === 0 ? '' : `choice ${index} `;
  const reason = textOf(candidate, 'finishReason');
  const parts = objectsIn(candidate.inside('content'), 'parts');
  return [
    ...parts.flatMap((part) => partChanges(part, index, prefix)),
    ...(reason === undefined ? [] : [{ kind: 'stop', reason: `${prefix}${reason}` } as const]),
  ];
}

function partChanges(part: JsonOutline, index: number, prefix: string): readonly Change[] {
  const text = textOf(part, 'text');
  if (text !== undefined) {
    const label = part.scalar('thought') === true ? 'thinking' : 'text';
    return [
      { kind: 'append', part: { key: `${index} ${label}`, label: `${prefix}${label}` }, text },
    ];
  }
  const call = part.inside('functionCall');
  if (call) {
    const label = `${prefix}${textOf(call, 'name') ?? 'function'} arguments`;
    return [{ kind: 'item', label, text: sourceOf(call, 'args') }];
  }
  const code = textOf(part.inside('executableCode'), 'code');
  if (code !== undefined) return [{ kind: 'item', label: `${prefix}code`, text: code }];
  const output = textOf(part.inside('codeExecutionResult'), 'output');
  return output === undefined ? [] : [{ kind: 'item', label: `${prefix}output`, text: output }];
}
