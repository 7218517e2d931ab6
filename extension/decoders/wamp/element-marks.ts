import type { Mark } from '../marks.ts';
import type { MessageType } from './message-types.ts';

/** What the elements of a message are called; `answer` says what its request answers. */
export function marksOf(type: MessageType, answer: string | undefined, hasInner: boolean): Mark[] {
  const { elements } = type;
  const marks: Mark[] = elements.map(({ name }, index) => {
    const path = [String(index + 1)];
    if (type.name === 'AUTHENTICATE' && name === 'signature') return { path, name, as: 'secret' };
    return name === 'request' && answer !== undefined
      ? { path, name, note: answer }
      : { path, name };
  });
  marks.push({ path: ['0'], name: 'code', note: type.name });
  // What clients prove themselves with is theirs to define.
  if (type.name === 'HELLO') marks.push({ path: ['2', 'authextra'], as: 'secret' });
  if (type.hasRevocation) marks.push({ path: [String(elements.length + 1)], name: 'details' });
  if (!type.hasArguments) return marks;
  const [first, second] = [elements.length + 1, elements.length + 2].map(String);
  if (first) marks.push({ path: [first], name: 'arguments', ...(hasInner && { as: 'body' }) });
  if (second) marks.push({ path: [second], name: 'keyword arguments' });
  return marks;
}
