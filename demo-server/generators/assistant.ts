import { pick, randomFrom, seedOf } from './random.ts';

const OPENINGS = ['In short:', 'A fair question.', 'It depends, but mostly this:', 'Yes.'] as const;
const SUBJECTS = ['a poll', 'a held request', 'an event stream', 'a socket', 'a broker'] as const;
const VERBS = ['asks for', 'waits for', 'carries', 'repeats', 'delivers', 'remembers'] as const;
const OBJECTS = ['news', 'one answer', 'every event', 'the same page', 'nothing at all'] as const;
const TAILS = [
  'until somebody publishes.',
  'and pays for its headers each time.',
  'as long as the connection lives.',
  'without asking twice.',
  'in the order it was sent.',
] as const;

/**
 * What the assistant says to a prompt: exactly `count` tokens, words with the space before them,
 * the same for the same prompt. It is no language model and says so in its first sentence.
 */
export function* assistantTokens(prompt: string, count: number): Generator<string> {
  const random = randomFrom(seedOf(prompt));
  let sentence = ['(A', 'rehearsed', 'answer.)', pick(random, OPENINGS)];
  for (let given = 0; given < count; ) {
    for (const token of sentence
      .join(' ')
      .split(' ')
      .slice(0, count - given)) {
      yield given === 0 ? token : ` ${token}`;
      given += 1;
    }
    const subject = pick(random, SUBJECTS);
    sentence = [subject.charAt(0).toUpperCase() + subject.slice(1), pick(random, VERBS)];
    sentence.push(pick(random, OBJECTS), pick(random, TAILS));
  }
}
