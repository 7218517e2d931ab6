import type { LessonWords } from '../words/lesson-words.ts';
import { words } from '../words/words.ts';

/** When to use a transport, when not, and what the panel shows of it. */
export function LessonText({ said }: { said: LessonWords }) {
  const ui = words.value.lesson;
  return (
    <div class="lesson-text">
      <Points title={ui.when} points={said.when} kind="do" />
      <Points title={ui.whenNot} points={said.whenNot} kind="avoid" />
      <section class="card panel-hint">
        <h2>{ui.panel}</h2>
        <p>{said.panel}</p>
      </section>
    </div>
  );
}

function Points(props: {
  readonly title: string;
  readonly points: readonly string[];
  readonly kind: 'do' | 'avoid';
}) {
  return (
    <section class={`card points ${props.kind}`}>
      <h2>{props.title}</h2>
      <ul>
        {props.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </section>
  );
}
