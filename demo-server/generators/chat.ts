import { pick, randomFrom } from './random.ts';
import type { Story } from './story.ts';

const PEOPLE = ['kim', 'lee', 'noor', 'sam'] as const;

const LINES = [
  'Is the stream still open on your side?',
  'Mine reconnected by itself.',
  'I see the same number twice, do you?',
  'No, each one once, and in order.',
  'The poll came back empty again.',
  'Then nobody said anything.\nI will.',
  'Heart-beat arrived, we are alive.',
  'Let us try it with binary messages.',
] as const;

/** Visitors who talk to each other, for a room that would otherwise be silent. */
export function chatStory(seed: number): Story {
  const random = randomFrom(seed);
  return () => ({ type: 'chat', from: pick(random, PEOPLE), text: pick(random, LINES) });
}
