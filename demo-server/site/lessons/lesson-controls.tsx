import { askSettings, settings } from '../model/server.ts';
import { Steps } from '../view/controls.tsx';
import { bytesText } from '../view/format.ts';
import { rateWords } from '../view/rate-words.ts';
import { words } from '../words/words.ts';
import { LESSON_TOPIC, type LessonBench } from './lesson-bench.ts';
import { OwnControls } from './own-controls.tsx';

const RATES = [0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50];
const SIZES = [0, 100, 500, 1000, 5000, 10_000, 50_000];

/** What the server publishes, and what this transport lets one choose. */
export function LessonControls({ bench }: { bench: LessonBench }) {
  const { lesson } = words.value;
  return (
    <div class="knobs">
      <Steps
        label={lesson.rate}
        values={RATES}
        value={settings.value?.rate[LESSON_TOPIC] ?? 0}
        text={rateWords}
        onChange={(rate) => void askSettings({ rate: { [LESSON_TOPIC]: rate } })}
      />
      <Steps
        label={lesson.size}
        values={SIZES}
        value={settings.value?.payloadSize[LESSON_TOPIC] ?? 0}
        text={(size) => (size === 0 ? lesson.asItIs : `≥ ${bytesText(size)}`)}
        onChange={(size) => void askSettings({ payloadSize: { [LESSON_TOPIC]: size } })}
      />
      <OwnControls bench={bench} />
    </div>
  );
}
