import type { ClaimWords } from '../words/lesson-words.ts';
import { words } from '../words/words.ts';

/** Something articles say, how to see it here, and where it ends. */
export function ClaimCard({ claim: { claim, see, limit } }: { claim: ClaimWords }) {
  const { lesson } = words.value;
  return (
    <article class="card claim">
      <blockquote>{claim}</blockquote>
      <dl>
        <dt>{lesson.see}</dt>
        <dd>{see}</dd>
        <dt>{lesson.limit}</dt>
        <dd>{limit}</dd>
      </dl>
    </article>
  );
}
