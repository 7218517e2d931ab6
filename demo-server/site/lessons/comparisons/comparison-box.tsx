import { useEffect, useMemo } from 'preact/hooks';
import { BarChart } from '../../charts/bar-chart.tsx';
import { RangeChart } from '../../charts/range-chart.tsx';
import { durationText, latencyText } from '../../view/format.ts';
import { words } from '../../words/words.ts';
import { Comparison, type Outcome } from './comparison.ts';
import { MEASURES } from './measures.ts';
import { type Contender, type MeasureName, PLANS, type PlanName } from './plans.ts';

/** Some ways side by side over the same events, measured when a person wants it. */
export function ComparisonBox({ plan }: { plan: PlanName }) {
  const comparison = useMemo(() => new Comparison(PLANS[plan]), [plan]);
  useEffect(() => () => comparison.stop(), [comparison]);
  const said = words.value.comparisons;
  const stage = comparison.stage.value;
  const isBusy = stage === 'connecting' || stage === 'measuring';
  const outcomes = comparison.outcomes.value;
  return (
    <div class="comparison" data-comparison={plan} data-stage={stage}>
      <div class="row">
        <button
          type="button"
          data-action="measure"
          disabled={isBusy}
          onClick={() => void comparison.run()}
        >
          {said.measure(durationText(PLANS[plan].seconds * 1000))}
        </button>
        <span class="fine" role="status">
          {stage !== 'idle' && said.stages[stage]}
        </span>
      </div>
      {outcomes.length > 0 && (
        <div class="comparison-charts">
          {PLANS[plan].measures.map((measure) => (
            <MeasureChart key={measure} measure={measure} outcomes={outcomes} />
          ))}
        </div>
      )}
    </div>
  );
}

function MeasureChart(props: {
  readonly measure: MeasureName;
  readonly outcomes: readonly Outcome[];
}) {
  const { measure, outcomes } = props;
  const [title, what] = words.value.comparisons.measures[measure];
  if (measure === 'latency') return <LatencyChart title={title} what={what} outcomes={outcomes} />;
  const bars = outcomes.map((outcome) => {
    const reading = MEASURES[measure](outcome);
    return { ...named(outcome), ...reading, detail: reading.text };
  });
  return <BarChart title={title} what={what} bars={bars} />;
}

function LatencyChart(props: {
  readonly title: string;
  readonly what: string;
  readonly outcomes: readonly Outcome[];
}) {
  const ranges = props.outcomes.map((outcome) => {
    const { median = 0, p95 = 0 } = outcome.result;
    const [text, late] = [latencyText(median), latencyText(p95)];
    return { ...named(outcome), median, p95, text, detail: `${text}, p95 ${late}` };
  });
  return <RangeChart title={props.title} what={props.what} ranges={ranges} />;
}

function named({ contender }: Outcome) {
  return { transport: contender.transport, name: nameOf(contender) };
}

function nameOf({ transport, label }: Contender): string {
  const { lessons, lesson } = words.value;
  const { title } = lessons[transport];
  switch (label.by) {
    case 'transport':
      return title;
    case 'period':
      return durationText(label.milliseconds);
    case 'rate':
      return `${title}, ${lesson.perSecond(String(label.perSecond))}`;
    case 'fields':
      return lesson.fieldSets[label.fields];
  }
}
