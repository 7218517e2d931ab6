import { Segments, Switch } from '../view/controls.tsx';
import { transportOptions } from '../view/transport-options.tsx';
import { words } from '../words/words.ts';
import type { LessonBench } from './lesson-bench.ts';

/** What one transport lets one choose, and no other does. */
export function OwnControls({ bench }: { bench: LessonBench }) {
  const choice = {
    options: bench.options.value,
    change: bench.change.bind(bench),
    advised: bench.watched.advised.value,
  };
  return (
    <>
      {transportOptions(bench.transport, choice)}
      {bench.transport === 'rsocket' && <RSocketControls bench={bench} />}
    </>
  );
}

/** Who asks for more, and who allows that anything is asked. */
function RSocketControls({ bench }: { bench: LessonBench }) {
  const { lesson } = words.value;
  const { demand, leases, resumes } = bench.options.value;
  return (
    <>
      <Segments
        label={lesson.demand}
        choices={lesson.demands}
        value={demand}
        onChange={(next) => bench.change({ demand: next })}
      />
      <Switch checked={leases} onChange={(next) => bench.change({ leases: next })}>
        {lesson.leases}
      </Switch>
      <Switch checked={resumes} onChange={(next) => bench.change({ resumes: next })}>
        {lesson.resumes}
      </Switch>
    </>
  );
}
