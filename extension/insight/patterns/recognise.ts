import type { LongPollingFigures, PollingFigures } from './figures.ts';
import { isLongPolling, isStillLongPolling } from './long-polling.ts';
import { type Period, pollingPeriod, pollingPeriodStill } from './polling.ts';
import { durationOf, hasFailed, type RequestSample } from './sample.ts';
import { median, share } from './statistics.ts';

/** What a series of requests to one endpoint is. */
export type Verdict =
  | { readonly kind: 'none' }
  | { readonly kind: 'polling'; readonly figures: PollingFigures }
  | { readonly kind: 'long-polling'; readonly figures: LongPollingFigures };

/** Requests that are looked at for the rhythm; figures are over all that are given. */
const WINDOW = 48;

/** Requests by which a history is followed that nobody followed while it was made. */
const STEP = 6;

/**
 * Recognises the loop in requests to one endpoint, in order of their start. What it was before
 * stands until the requests speak against it, so that a loop does not flicker. Where nothing is
 * known of before, the history is followed from its beginning.
 */
export function recognise(requests: readonly RequestSample[], before?: Verdict['kind']): Verdict {
  let kind = before ?? 'none';
  if (before === undefined) {
    for (let count = STEP; count < requests.length; count += STEP) {
      kind = judge(requests.slice(0, count), kind).kind;
    }
  }
  return judge(requests, kind);
}

function judge(requests: readonly RequestSample[], before: Verdict['kind']): Verdict {
  const recent = requests.slice(-WINDOW);
  if (before === 'long-polling' && isStillLongPolling(recent)) return longPolling(requests);
  if (isLongPolling(recent)) return longPolling(requests);
  const period = before === 'polling' ? pollingPeriodStill(recent) : pollingPeriod(recent);
  return period ? polling(requests, period) : { kind: 'none' };
}

function polling(requests: readonly RequestSample[], period: Period): Verdict {
  const figures = { ...period, emptyShare: emptyShare(requests), ...costs(requests) };
  return { kind: 'polling', figures };
}

function longPolling(requests: readonly RequestSample[]): Verdict {
  const ended = requests.filter((request) => request.outcome !== 'open' && !hasFailed(request));
  const timedOut = ended.filter(({ isEmpty, outcome }) => isEmpty || outcome === 'aborted').length;
  const held = requests.find(({ outcome }) => outcome === 'open');
  const figures: LongPollingFigures = {
    holds: ended.length,
    holdTime: median(ended.map((request) => durationOf(request) ?? 0)),
    answered: ended.length - timedOut,
    timedOut,
    ...costs(requests),
    ...(held && { holdingSince: held.startedAt }),
  };
  return { kind: 'long-polling', figures };
}

/** Nothing new is also a body that is the same as the one before. */
function emptyShare(requests: readonly RequestSample[]): number {
  const answered = requests.filter(({ outcome }) => outcome === 'answered');
  let before: number | undefined;
  return share(answered, ({ isEmpty, digest }) => {
    const isSame = digest !== undefined && digest === before;
    if (digest !== undefined) before = digest;
    return isEmpty || isSame;
  });
}

function costs(requests: readonly RequestSample[]) {
  return {
    requests: requests.length,
    headerBytes: requests.reduce((sum, { headerBytes }) => sum + headerBytes, 0),
    payloadBytes: requests.reduce((sum, { payloadBytes }) => sum + payloadBytes, 0),
  };
}
