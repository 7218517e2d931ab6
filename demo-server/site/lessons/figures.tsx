import { bytesText, countText, durationText } from '../view/format.ts';
import { words } from '../words/words.ts';
import type { LessonBench } from './lesson-bench.ts';

/** What the lesson's connections have cost and brought so far. */
export function Figures({ bench }: { bench: LessonBench }) {
  const { lesson } = words.value;
  const of = bench.figures.value;
  const time = (value: number | undefined) => (value === undefined ? '–' : durationText(value));
  const figures = [
    [lesson.messages, countText(of.messages), 'messages'],
    [lesson.requests, countText(of.requests), 'requests'],
    [lesson.empty, countText(of.emptyAnswers), 'empty'],
    [lesson.head, bytesText(of.head), 'head'],
    [lesson.payload, bytesText(of.body), 'payload'],
    [
      lesson.perMessage,
      of.perMessage === undefined ? '–' : bytesText(Math.round(of.perMessage)),
      'per-message',
    ],
    [lesson.median, time(of.median), 'median'],
    [lesson.p95, time(of.p95), 'p95'],
    [lesson.gaps, countText(of.missing), 'gaps'],
  ] as const;
  return (
    <dl class="figures">
      {figures.map(([name, value, key]) => (
        <div key={key} data-figure={key}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
