import type { Arrow, Seen, Span } from '../model/diagram.ts';
import { draw } from '../model/diagram.ts';
import type { Crossing } from '../transports/crossing.ts';
import { bytesText, durationText } from '../view/format.ts';
import { words } from '../words/words.ts';

const WIDTH = 640;
/** Where the page and the server stand. */
const PAGE = 84;
const SERVER = 556;
const BAR = 9;
/** Crossings in the drawing, and characters of each that are shown. */
const ROWS = 14;
const LABEL = 62;

/** What crosses, as a sequence diagram that is drawn while it happens. */
export function DiagramView({ seen }: { seen: readonly Seen[] }) {
  const { lesson } = words.value;
  const { arrows, spans, height } = draw(seen, ROWS);
  if (arrows.length === 0) return <p class="nothing diagram-empty">{lesson.nothing}</p>;
  return (
    <>
      <svg
        class="diagram"
        viewBox={`0 0 ${WIDTH} ${height + 34}`}
        role="img"
        aria-label={lesson.onTheWire}
      >
        <text class="party" x={PAGE} y={16}>
          {lesson.page}
        </text>
        <text class="party" x={SERVER} y={16}>
          {lesson.server}
        </text>
        <g transform="translate(0 26)">
          <line class="lifeline" x1={PAGE} x2={PAGE} y2={height} />
          <line class="lifeline" x1={SERVER} x2={SERVER} y2={height} />
          {spans.map((span) => (
            <SpanBar key={span.exchange} span={span} />
          ))}
          {arrows.map((arrow) => (
            <ArrowLine key={arrow.key} arrow={arrow} />
          ))}
        </g>
      </svg>
      <AsTable arrows={arrows} />
    </>
  );
}

function SpanBar({ span: { column, from, to, lasted, isOpen } }: { span: Span }) {
  const x = SERVER + column * (BAR + 2);
  return (
    <g>
      <rect
        class={isOpen ? 'span open' : 'span'}
        x={x}
        y={from}
        width={BAR}
        height={Math.max(2, to - from)}
        rx={2}
      />
      {lasted !== undefined && lasted >= 100 && to - from > 24 && column === 0 && (
        <text class="lasted" x={x + 36} y={(from + to) / 2 + 4}>
          {durationText(lasted)}
        </text>
      )}
    </g>
  );
}

function ArrowLine({ arrow: { y, time, crossing } }: { arrow: Arrow }) {
  const isSent = crossing.direction === 'sent';
  const [from, to] = isSent ? [PAGE, SERVER] : [SERVER, PAGE];
  const tip = isSent ? -7 : 7;
  return (
    <g class={`arrow ${crossing.role} ${crossing.body > 0 ? 'full' : 'empty'}`}>
      <text class="moment" x={PAGE - 14} y={y + 4}>
        {durationText(time)}
      </text>
      <line x1={from} x2={to} y1={y} y2={y} />
      <path d={`M${to} ${y}l${tip} -4v8z`} />
      <text class="label" x={(PAGE + SERVER) / 2} y={y - 5}>
        {shortened(crossing.label)}
        {crossing.role !== 'end' && <tspan class="size"> {sizeText(crossing)}</tspan>}
      </text>
      {crossing.credit !== undefined && <Credit left={crossing.credit} y={y} />}
    </g>
  );
}

/** How many messages the server may still send, as a seal on the page's line. */
function Credit({ left, y }: { left: number; y: number }) {
  return (
    <g class={left === 0 ? 'credit spent' : 'credit'}>
      <circle cx={PAGE} cy={y} r={9} />
      <text x={PAGE} y={y + 3.5}>
        {left}
      </text>
    </g>
  );
}

/** The same for those who do not see the drawing, or want the figures. */
function AsTable({ arrows }: { arrows: readonly Arrow[] }) {
  const { lesson } = words.value;
  return (
    <details class="as-table">
      <summary>{lesson.asText}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{lesson.time}</th>
            <th scope="col">{lesson.what}</th>
            <th scope="col">{lesson.head}</th>
            <th scope="col">{lesson.payload}</th>
          </tr>
        </thead>
        <tbody>
          {arrows.map(({ key, time, crossing }) => (
            <tr key={key}>
              <td>{durationText(time)}</td>
              <td>
                {crossing.direction === 'sent' ? '→ ' : '← '}
                {crossing.label}
                {crossing.credit !== undefined && ` · ${lesson.credit}: ${crossing.credit}`}
              </td>
              <td>
                {crossing.isEstimate && '≈ '}
                {bytesText(crossing.head)}
              </td>
              <td>{bytesText(crossing.body)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function sizeText({ head, body, isEstimate }: Crossing): string {
  return `${isEstimate ? '≈ ' : ''}${words.value.lesson.sizes(String(head), bytesText(body))}`;
}

function shortened(label: string): string {
  return label.length > LABEL ? `${label.slice(0, LABEL)}…` : label;
}
