import { hashOf } from '../router.ts';
import { TRANSPORTS, type TransportName } from '../transports/transport.ts';
import { words } from '../words/words.ts';

/** The way from one lesson to the others. */
export function LessonList({ current }: { current: TransportName }) {
  const { lessons, lesson } = words.value;
  return (
    <nav class="lesson-list" aria-label={lesson.all}>
      {TRANSPORTS.map((name) => (
        <a
          key={name}
          href={hashOf({ page: 'lessons', lesson: name })}
          data-transport={name}
          aria-current={name === current ? 'page' : undefined}
        >
          {lessons[name].title}
        </a>
      ))}
    </nav>
  );
}
