import type { TransportName } from '../transports/transport.ts';
import { durationText } from '../view/format.ts';
import { logScale } from './log-scale.ts';

/** Two values of one way, in milliseconds: where most lie, and where almost all do. */
export interface Range {
  readonly name: string;
  /** Whose colour it has. */
  readonly transport: TransportName;
  readonly median: number;
  readonly p95: number;
  readonly text: string;
  /** Both values in words: for those who do not see them, and under the pointer. */
  readonly detail: string;
}

/**
 * A dot for each median and a line to its p95, on a scale of tenfolds: places can be compared on it where
 * lengths could not, over milliseconds and seconds alike. `sorted` puts the quickest first.
 */
export function RangeChart(props: {
  readonly title: string;
  readonly what: string;
  readonly ranges: readonly Range[];
  readonly sorted?: boolean;
}) {
  const { ranges } = props;
  const { ticks, at } = logScale(ranges.flatMap(({ median, p95 }) => [median, p95]));
  const place = (value: number) => `${100 * at(value)}%`;
  const shown = props.sorted ? [...ranges].sort((a, b) => a.median - b.median) : ranges;
  return (
    <figure class="bar-chart range-chart">
      <figcaption>
        <h3>{props.title}</h3>
        <p>{props.what}</p>
      </figcaption>
      <ul>
        {shown.map(({ name, transport, median, p95, text, detail }) => (
          <li key={name} data-transport={transport} title={detail}>
            <span class="bar-name">{name}</span>
            <span class="range-track" aria-hidden="true">
              {ticks.map((tick) => (
                <i key={tick} class="range-tick" style={{ left: place(tick) }} />
              ))}
              <i
                class="range-line"
                style={{ left: place(median), right: `${100 - 100 * at(p95)}%` }}
              />
              <i class="range-dot" style={{ left: place(median) }} />
            </span>
            <span class="bar-text" aria-hidden="true">
              {text}
            </span>
            <span class="unseen">{detail}</span>
          </li>
        ))}
        <li class="range-axis" aria-hidden="true">
          <span />
          <span class="range-labels">
            {ticks.map((tick) => (
              <small key={tick} style={{ left: place(tick) }}>
                {durationText(tick)}
              </small>
            ))}
          </span>
          <span />
        </li>
      </ul>
    </figure>
  );
}
