import type { SharedDocument } from '../shared/document.ts';
import { type Operation, operationText } from '../shared/operation.ts';
import { pick, randomFrom } from './random.ts';
import type { Story } from './story.ts';

const WRITERS = ['kim', 'lee', 'noor', 'sam'] as const;

const SENTENCES = [
  'A message has one number, wherever it is read.',
  'Who was away asks for what is newer than the last number.',
  'Two may write on one line; the later of them stays.',
  'A base version says what the writer had before the eyes.',
  'The same changes in the same order give the same text.',
  'What is written here is seen there.',
] as const;

/** Fewer lines are added to, more are shortened. */
const [FEW, MANY] = [4, 10];

/** People who write a text together: they add lines, change them, and sometimes delete one. */
export function documentStory(seed: number, document: SharedDocument): Story {
  const random = randomFrom(seed);
  return () => {
    const { lines, version: base } = document.state;
    const line = lines[Math.floor(random() * lines.length)]?.id ?? 0;
    const text = pick(random, SENTENCES);
    const operation = (): Operation => {
      if (lines.length < FEW) return { kind: 'insert', line, base, text };
      if (lines.length > MANY) return { kind: 'delete', line, base };
      return { kind: random() < 0.3 ? 'insert' : 'set', line, base, text };
    };
    return { type: 'operation', from: pick(random, WRITERS), text: operationText(operation()) };
  };
}
