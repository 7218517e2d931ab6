import { Steps } from '../view/controls.tsx';
import { bytesText, durationText } from '../view/format.ts';
import { rateWords } from '../view/rate-words.ts';
import { words } from '../words/words.ts';
import type { Race } from './race.ts';

const RATES = [2, 5, 10, 20, 50, 100, 200, 500];
const PAYLOADS = [0, 100, 500, 1000, 5000, 16_384];
const PERIODS = [100, 250, 500, 1000, 2000, 5000];
const HOLDS = [1000, 2000, 5000, 10_000, 20_000, 60_000];

/** What is raced with; it stays as it is while the race is on. */
export function RaceControls({ race, isBusy }: { race: Race; isBusy: boolean }) {
  const said = words.value.race;
  const settings = race.settings.value;
  return (
    <fieldset class="knobs" disabled={isBusy}>
      <Steps
        label={said.rate}
        values={RATES}
        value={settings.rate}
        text={rateWords}
        onChange={(rate) => race.change({ rate })}
      />
      <Steps
        label={said.payload}
        values={PAYLOADS}
        value={settings.payload}
        text={(size) => (size === 0 ? words.value.lesson.asItIs : `≥ ${bytesText(size)}`)}
        onChange={(payload) => race.change({ payload })}
      />
      <Steps
        label={said.period}
        values={PERIODS}
        value={settings.period}
        text={durationText}
        onChange={(period) => race.change({ period })}
      />
      <Steps
        label={said.hold}
        values={HOLDS}
        value={settings.hold}
        text={durationText}
        onChange={(hold) => race.change({ hold })}
      />
    </fieldset>
  );
}
