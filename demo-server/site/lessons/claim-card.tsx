import type { ClaimWords } from '../words/lesson-words.ts';
import { words } from '../words/words.ts';
import { EVIDENCE } from './evidence/evidence.tsx';
import type { LessonBench } from './lesson-bench.ts';

/** Something articles say, how to see it here, and where it ends. */
export function ClaimCard(props: {
  readonly name: string;
  readonly claim: ClaimWords;
  readonly bench: LessonBench;
}) {
  const { name, bench } = props;
  const { claim, see, limit } = props.claim;
  const Evidence = EVIDENCE[bench.transport][name];
  const { lesson } = words.value;
  return (
    <article class="card claim" data-claim={name}>
      <blockquote>{claim}</blockquote>
      <dl>
        <dt>{lesson.see}</dt>
        <dd>{see}</dd>
        {Evidence && (
          <dd class="evidence">
            <Evidence bench={bench} />
          </dd>
        )}
        <dt>{lesson.limit}</dt>
        <dd>{limit}</dd>
      </dl>
    </article>
  );
}
