import type { TransportName } from '../transports/transport.ts';

/** One bar: a part that counts, and a part that is added to it. */
export interface Bar {
  readonly name: string;
  /** Whose colour it has. */
  readonly transport: TransportName;
  readonly main: number;
  readonly added?: number;
  /** What stands at its end. */
  readonly text: string;
  /** All that the bar shows, in words: for those who do not see it, and under the pointer. */
  readonly detail: string;
}

/** Bars under one another on one scale from zero; `sorted` puts the shortest first. */
export function BarChart(props: {
  readonly title: string;
  readonly what: string;
  readonly bars: readonly Bar[];
  readonly sorted?: boolean;
}) {
  const lengthOf = ({ main, added = 0 }: Bar) => main + added;
  const longest = Math.max(...props.bars.map(lengthOf), 1e-9);
  const share = (value: number) => `${(100 * value) / longest}%`;
  const bars = props.sorted
    ? [...props.bars].sort((a, b) => lengthOf(a) - lengthOf(b))
    : props.bars;
  return (
    <figure class="bar-chart">
      <figcaption>
        <h3>{props.title}</h3>
        <p>{props.what}</p>
      </figcaption>
      <ul>
        {bars.map((bar) => (
          <li key={bar.name} data-transport={bar.transport} title={bar.detail}>
            <span class="bar-name">{bar.name}</span>
            <span class="bar-track" aria-hidden="true">
              <i class="bar-main" style={{ width: share(bar.main) }} />
              <i class="bar-added" style={{ width: share(bar.added ?? 0) }} />
            </span>
            <span class="bar-text" aria-hidden="true">
              {bar.text}
            </span>
            <span class="unseen">{bar.detail}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
