import type { Channel } from '../../insight/channel.ts';
import { count, percent } from '../wording/bytes.ts';
import { duration } from '../wording/durations.ts';

/** Whether a channel is one endpoint asked again and again. */
export function isLoop(channel: Channel | undefined): channel is Channel {
  return channel?.type === 'polling' || channel?.type === 'long-polling';
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
