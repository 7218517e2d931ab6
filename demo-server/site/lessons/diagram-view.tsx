import type { Arrow, Seen, Span } from '../model/diagram.ts';
import { draw } from '../model/diagram.ts';
import type { Crossing } from '../transports/crossing.ts';
import { bytesText, durationText } from '../view/format.ts';
import { isNarrow } from '../view/screen.ts';
import { words } from '../words/words.ts';

/** How wide it is, where the page and the server stand, and characters shown of what crosses. */
const WIDE = { width: 640, page: 84, server: 556, label: 62 } as const;
const NARROW = { width: 390, page: 62, server: 340, label: 26 } as const;
type Geometry = typeof WIDE | typeof NARROW;

const BAR = 9;
/** Radius of the seal that shows credit. */
const SEAL = 9;
/** Crossings in the drawing. */
const ROWS = 14;

/** What crosses, as a sequence diagram that is drawn while it happens. */
export function DiagramView({ seen }: { seen: readonly Seen[] }) {
  const { lesson } = words.value;
  const { arrows, spans, height } = draw(seen, ROWS);
  const geometry = isNarrow.value ? NARROW : WIDE;
  const { width, page, server } = geometry;
  if (arrows.length === 0) return <p class="nothing diagram-empty">{lesson.nothing}</p>;
  return (
    <>
      <svg
        class="diagram"
        viewBox={`0 0 ${width} ${height + 34}`}
        role="img"
        aria-label={lesson.onTheWire}
      >
        <text class="party" x={page} y={16}>
          {lesson.page}
        </text>
        <text class="party" x={server} y={16}>
          {lesson.server}
        </text>
        <g transform="translate(0 26)">
          <line class="lifeline" x1={page} x2={page} y2={height} />
          <line class="lifeline" x1={server} x2={server} y2={height} />
          {spans.map((span) => (
            <SpanBar key={span.exchange} span={span} server={server} />
          ))}
          {arrows.map((arrow) => (
            <ArrowLine key={arrow.key} arrow={arrow} geometry={geometry} />
          ))}
        </g>
      </svg>
      <AsTable arrows={arrows} />
    </>
  );
}

function SpanBar({ span, server }: { span: Span; server: number }) {
  const { column, from, to, lasted, isOpen } = span;
  const x = server + column * (BAR + 2);
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

function ArrowLine({ arrow, geometry }: { arrow: Arrow; geometry: Geometry }) {
  const { y, time, crossing } = arrow;
  const { page, server, label } = geometry;
  const isSent = crossing.direction === 'sent';
  const shore = page + (crossing.credit === undefined ? 0 : SEAL);
  const [from, to] = isSent ? [shore, server] : [server, shore];
  const tip = isSent ? -7 : 7;
  return (
    <g class={`arrow ${crossing.role} ${crossing.body > 0 ? 'full' : 'empty'}`}>
      <text class="moment" x={page - SEAL - 5} y={y + 4}>
        {durationText(time)}
      </text>
      <line x1={from} x2={to} y1={y} y2={y} />
      <path d={`M${to} ${y}l${tip} -4v8z`} />
      <text class="label" x={(page + server) / 2} y={y - 5}>
        {shortened(crossing.label, label)}
        {crossing.role !== 'end' && <tspan class="size"> {sizeText(crossing)}</tspan>}
      </text>
      {crossing.credit !== undefined && <Credit left={crossing.credit} x={page} y={y} />}
    </g>
  );
}

/** How many messages the server may still send, as a seal on the page's line. */
function Credit({ left, x, y }: { left: number; x: number; y: number }) {
  return (
    <g class={left === 0 ? 'credit spent' : 'credit'}>
      <circle cx={x} cy={y} r={SEAL} />
      <text x={x} y={y + 3.5}>
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

function shortened(label: string, length: number): string {
  return label.length > length ? `${label.slice(0, length)}…` : label;
}
