import type { Channel } from '../../insight/channel.ts';
import { bytes, count, percent } from '../wording/bytes.ts';
import { duration } from '../wording/durations.ts';

/** Whether a channel is one endpoint asked again and again. */
export function isLoop(channel: Channel | undefined): channel is Channel {
  return channel?.type === 'polling' || channel?.type === 'long-polling';
}

/** What one turn of a loop costs for what it brings: `503 B of headers per 12 B of payload`. */
export function loopCost({ polling, longPolling }: Channel): string | undefined {
  const figures = polling ?? longPolling;
  if (!figures || figures.requests === 0 || figures.headerBytes === 0) return undefined;
  const perRequest = (total: number) => bytes(Math.round(total / figures.requests));
  const { headerBytes, payloadBytes } = figures;
  return `${perRequest(headerBytes)} of headers per ${perRequest(payloadBytes)} of payload`;
}

/** What is known of a loop, in one short line: `every 2.0 s · 94 % empty`. */
export function loopFigures(loop: Channel): string {
  const { polling, longPolling } = loop;
  if (polling) return `every ${duration(polling.period)} · ${percent(polling.emptyShare)} empty`;
  if (!longPolling) return '';
  const { holdTime, answered, timedOut } = longPolling;
  const parts = [`held ${duration(holdTime)}`, `${count(answered)} answered`];
  return [...parts, ...(timedOut > 0 ? [`${count(timedOut)} timed out`] : [])].join(' · ');
}
