import type { ByteRange, Field, FieldValue } from '../contract.ts';
import type { Answer } from './answer.ts';

/** What was put together lies in no single place of the bytes. */
const NOWHERE: ByteRange = [0, 0];

/** The answer as a field: whole at its end, before that as far as it has come. */
export function answerField(answer: Answer, isWhole: boolean, isFull: boolean): Field {
  const { model, parts, stopReasons, usage } = answer;
  const children: Field[] = Array.from(parts.values(), ({ label, text }) => field(label, text));
  if (model !== undefined) children.push(field('model', model));
  for (const reason of stopReasons) children.push(field('stop reason', reason));
  if (usage.size > 0) {
    const counts = Array.from(usage, ([name, count]) => field(name, count));
    children.push({ name: 'usage', range: NOWHERE, children: counts });
  }
  return {
    name: isWhole ? 'answer' : 'answer so far',
    range: NOWHERE,
    children,
    note: isFull ? `${GATHERED}; it grew too long to keep all of it` : GATHERED,
    ...(!isWhole && { isGathered: true }),
  };
}

const GATHERED = 'put together from this event and those before it';

function field(name: string, value: FieldValue): Field {
  return { name, value, range: NOWHERE };
}
