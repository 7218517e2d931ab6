import type { TransportName } from '../transports/transport.ts';
import { words } from '../words/words.ts';

/** One bar: a part that counts, a part that is added to it, and a mark further out. */
export interface Bar {
  readonly transport: TransportName;
  readonly main: number;
  readonly added?: number;
  readonly mark?: number | undefined;
  readonly text: string;
}

/** Bars side by side on one scale, the smallest first. */
export function RaceChart(props: {
  readonly title: string;
  readonly what: string;
  readonly bars: readonly Bar[];
}) {
  const { lessons } = words.value;
  const ends = props.bars.map(({ main, added = 0, mark = 0 }) => Math.max(main + added, mark));
  const longest = Math.max(...ends, 1);
  const share = (value: number) => `${(100 * value) / longest}%`;
  const sorted = [...props.bars].sort((a, b) => a.main + (a.added ?? 0) - b.main - (b.added ?? 0));
  return (
    <figure class="race-chart card">
      <figcaption>
        <h3>{props.title}</h3>
        <p>{props.what}</p>
      </figcaption>
      <ul>
        {sorted.map(({ transport, main, added = 0, mark, text }) => (
          <li key={transport} data-transport={transport}>
            <span class="bar-name">{lessons[transport].title}</span>
            <span class="bar-track" aria-hidden="true">
              <i class="bar-main" style={{ width: share(main) }} />
              <i class="bar-added" style={{ width: share(added) }} />
              {mark !== undefined && <i class="bar-mark" style={{ left: share(mark) }} />}
            </span>
            <span class="bar-text">{text}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
