import { bytesText, countText, durationText } from '../../view/format.ts';
import { words } from '../../words/words.ts';
import type { LessonBench } from '../lesson-bench.ts';
import { Measured } from './measured.tsx';
import { countOf, framingIn, handshakeIn, reuseIn, wayBackIn } from './readings.ts';

/** Evidence that is there at any time, in what crosses anyway. */

interface Props {
  readonly bench: LessonBench;
}

/** How many updates one answer brings. */
export function PerAnswer({ bench }: Props) {
  const { requests, emptyAnswers, messages } = bench.figures.value;
  const answers = Math.max(1, requests - emptyAnswers);
  return (
    <Measured name="per-answer">
      {words.value.evidence.perAnswer((messages / answers).toFixed(1))}
    </Measured>
  );
}

/** How many requests needed no new connection. */
export function Reused({ bench }: Props) {
  // What was shown anew is when there may be more requests.
  bench.watched.shown.value;
  const times = performance
    .getEntriesByType('resource')
    .filter((one): one is PerformanceResourceTiming => one instanceof PerformanceResourceTiming);
  const { all, reused } = reuseIn(times, bench.watched.client);
  return (
    <Measured name="reused">
      {words.value.evidence.reused(countText(reused), countText(all))}
    </Measured>
  );
}

/** How often a request was held, and how often for nothing. */
export function Holds({ bench }: Props) {
  const { requests, emptyAnswers } = bench.figures.value;
  return (
    <Measured name="holds">
      {words.value.evidence.holds(countText(requests), countText(emptyAnswers))}
    </Measured>
  );
}

/** Cuts the connection, and tells how it came back and what it missed. */
export function CutAndBack({ bench }: Props) {
  const { evidence, lesson } = words.value;
  const back = wayBackIn(bench.watched.shown.value.seen);
  return (
    <>
      <button type="button" onClick={() => bench.cut()}>
        {lesson.cut}
      </button>
      {back && (
        <Measured name="way-back">
          {evidence.wayBack(durationText(back.after))} <code>{back.by}</code>{' '}
          {evidence.missing(countText(bench.figures.value.missing))}
        </Measured>
      )}
    </>
  );
}

/** Says something, and tells how long it took to come back. */
export function ThereAndBack({ bench }: Props) {
  const { evidence, lesson } = words.value;
  const time = bench.roundTrip.value;
  return (
    <>
      <button type="button" onClick={() => bench.say(lesson.word)}>
        {lesson.say}
      </button>
      {time !== undefined && (
        <Measured name="round-trip">{evidence.roundTrip(durationText(time))}</Measured>
      )}
    </>
  );
}

/** What frames each message, in bytes. */
export function Framing({ bench }: Props) {
  const { evidence } = words.value;
  const { seen } = bench.watched.shown.value;
  const [received, sent] = [framingIn(seen, 'received'), framingIn(seen, 'sent')];
  const range = (of: typeof sent) =>
    !of || of.least === of.most ? bytesText(of?.least ?? 0) : `${of.least}–${bytesText(of.most)}`;
  return (
    <Measured name="framing">
      {received && evidence.framingReceived(range(received))}{' '}
      {sent && evidence.framingSent(range(sent))}
    </Measured>
  );
}

/** How many publications came, and how many of them were acknowledged. */
export function Acknowledged({ bench }: Props) {
  const { seen } = bench.watched.shown.value;
  const [published, acknowledged] = [countOf(seen, 'PUBLISH'), countOf(seen, 'PUBACK')];
  return (
    <Measured name="acknowledged">
      {`PUBLISH ${countText(published)} · PUBACK ${countText(acknowledged)}`}
    </Measured>
  );
}

/** What the server chose at the handshake. */
export function Handshake({ bench }: Props) {
  const answer = handshakeIn(bench.watched.shown.value.seen);
  return <Measured name="handshake">{answer && <code>{answer}</code>}</Measured>;
}
