import { pick, randomFrom, seedOf } from './random.ts';

const OPENINGS = ['In short:', 'A fair question.', 'It depends, but mostly this:', 'Yes.'] as const;
const FACTS = [
  'A poll asks again and again, and pays for its headers each time.',
  'A held request is answered when somebody publishes, and then made anew.',
  'An event stream is one answer that does not end.',
  'An event stream that broke goes on after the last id that arrived.',
  'A socket lets both sides speak at any time.',
  'A socket asks once, and after that a message costs a few bytes of framing.',
  'A broker sends a message to those who subscribed, and to nobody else.',
  'The longer the pause between two polls, the later the news.',
] as const;

/**
 * What the assistant says to a prompt: exactly `count` tokens, words with the space before them,
 * the same for the same prompt. It is no language model and says so in its first sentence.
 */
export function* assistantTokens(prompt: string, count: number): Generator<string> {
  const random = randomFrom(seedOf(prompt));
  let sentence = ['(A', 'rehearsed', 'answer.)', pick(random, OPENINGS)];
  let next = Math.floor(random() * FACTS.length);
  for (let given = 0; given < count; ) {
    for (const token of sentence
      .join(' ')
      .split(' ')
      .slice(0, count - given)) {
      yield given === 0 ? token : ` ${token}`;
      given += 1;
    }
    sentence = [FACTS[next % FACTS.length] ?? FACTS[0]];
    next += 1;
  }
}
