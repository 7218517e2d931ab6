import type { Result } from '../model/runner.ts';
import { words } from '../words/words.ts';

/** How many of the events each way has brought so far. */
export function RaceProgress({ results, events }: { results: readonly Result[]; events: number }) {
  const { lessons, race } = words.value;
  return (
    <ul class="race-progress" aria-label={race.progress}>
      {results.map(({ transport, received }) => (
        <li key={transport} data-transport={transport}>
          <span>{lessons[transport].title}</span>
          <progress max={events} value={received} aria-label={lessons[transport].title} />
          <b>{received}</b>
        </li>
      ))}
    </ul>
  );
}
