import type { JsonOutline } from '../../bytes/json/outline.ts';
import { Changes } from './changes.ts';
import type { Vendor } from './event.ts';
import { integerOf, objectsIn, sourceOf, textOf } from './json-place.ts';
import { addUsage } from './usage.ts';

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
    const changes = new Changes();
    for (const candidate of candidates) addCandidate(changes, candidate);
    changes.stop(blocked && `blocked, ${blocked}`);
    addUsage(changes, event.inside('usageMetadata'));
    return {
      id: textOf(event, 'responseId'),
      title: 'chunk',
      model: textOf(event, 'modelVersion'),
      changes: changes.all,
      isEnd: blocked !== undefined || candidates.some((one) => textOf(one, 'finishReason')),
    };
  },
};

function addCandidate(changes: Changes, candidate: JsonOutline): void {
  const index = integerOf(candidate, 'index') ?? 0;
  const prefix = index === 0 ? '' : `choice ${index} `;
  for (const part of objectsIn(candidate.inside('content'), 'parts'))
    addPart(changes, part, index, prefix);
  const reason = textOf(candidate, 'finishReason');
  changes.stop(reason && `${prefix}${reason}`);
}

function addPart(changes: Changes, part: JsonOutline, index: number, prefix: string): void {
  const text = textOf(part, 'text');
  if (text !== undefined) {
    const label = part.scalar('thought') === true ? 'thinking' : 'text';
    changes.append({ key: `${index} ${label}`, label: `${prefix}${label}` }, text);
    return;
  }
  const call = part.inside('functionCall');
  if (call) {
    const label = `${prefix}${textOf(call, 'name') ?? 'function'} arguments`;
    changes.item(label, sourceOf(call, 'args'));
    return;
  }
  const code = textOf(part.inside('executableCode'), 'code');
  const output = textOf(part.inside('codeExecutionResult'), 'output');
  if (code !== undefined) changes.item(`${prefix}code`, code);
  else if (output !== undefined) changes.item(`${prefix}output`, output);
}
