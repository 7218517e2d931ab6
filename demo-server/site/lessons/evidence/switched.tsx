import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Switch } from '../../view/controls.tsx';
import { durationText } from '../../view/format.ts';
import { words } from '../../words/words.ts';
import type { LessonBench } from '../lesson-bench.ts';
import { switchFaultOff, switchFaultOn } from '../switched-fault.ts';
import { Measured } from './measured.tsx';

/** Evidence that needs a fault, for this lesson's connections alone. */

interface Props {
  readonly bench: LessonBench;
}

/** A fault forgotten here ends by itself after so long, in milliseconds. */
const LASTS = 120_000;

/** A switch for a fault; it goes off with the page. */
function FaultSwitch(props: {
  readonly fault: object;
  readonly label: string;
  readonly changed?: (isOn: boolean) => void;
}) {
  const id = useSignal<number | undefined>(undefined);
  const off = async () => {
    const known = id.value;
    id.value = undefined;
    if (known !== undefined) await switchFaultOff(known);
  };
  const change = async (isOn: boolean) => {
    if (isOn) id.value = await switchFaultOn({ ...props.fault, lasts: LASTS });
    else await off();
    props.changed?.(isOn);
  };
  useEffect(() => () => void off(), []);
  return (
    <Switch checked={id.value !== undefined} onChange={(isOn) => void change(isOn)}>
      {props.label}
    </Switch>
  );
}

/** A proxy that hands this lesson's stream on in pieces of four kilobytes. */
export function Buffered({ bench }: Props) {
  const { evidence } = words.value;
  const { watched, figures } = bench;
  const { p95 } = figures.value;
  return (
    <>
      <FaultSwitch
        fault={{ kind: 'buffering', bytes: 4096, for: { url: watched.client } }}
        label={evidence.buffer}
        changed={() => bench.clear()}
      />
      {p95 !== undefined && (
        <Measured name="buffered">{evidence.latency(durationText(p95))}</Measured>
      )}
    </>
  );
}

/** Something on the way that refuses WebSocket: SockJS has to find another way. */
export function Blocked({ bench }: Props) {
  const { evidence, lesson } = words.value;
  const { client } = bench.watched;
  const fault = { kind: 'status', status: 503, for: { url: `${client}/websocket` } };
  return (
    <>
      <FaultSwitch
        fault={fault}
        label={evidence.block}
        changed={() => bench.change({ carrier: 'auto' })}
      />
      <Measured name="carried-by">
        {bench.watched.shown.value.seen.length > 0 &&
          evidence.carriedBy(lesson.carriers[carrierOf(bench)])}
      </Measured>
    </>
  );
}

function carrierOf({ watched }: LessonBench) {
  const labels = watched.shown.value.seen.map(({ crossing }) => crossing.label);
  const latest = labels.findLast((label) => /\/(?:websocket|xhr_streaming|xhr)(?: |$)/.test(label));
  if (latest?.includes('/websocket')) return 'websocket';
  return latest?.includes('xhr_streaming') ? 'xhr-streaming' : 'xhr-polling';
}
