import { pick, randomFrom } from './random.ts';
import type { Story } from './story.ts';

const SENDERS = ['build', 'deploy', 'mail', 'calendar'] as const;

const NEWS: Record<(typeof SENDERS)[number], readonly [string, ...string[]]> = {
  build: ['Build # passed', 'Build # failed in 2 tests', 'Build # waits for a runner'],
  deploy: ['Release # is live', 'Release # was rolled back', 'Release # reached half the servers'],
  mail: ['# unread messages', 'Letter # was answered', 'Letter # has an attachment'],
  calendar: ['Meeting in # minutes', 'Room # is free again', 'Week # has a holiday'],
};

/** Notices as a team's tools send them. */
export function notificationsStory(seed: number): Story {
  const random = randomFrom(seed);
  return () => {
    const from = pick(random, SENDERS);
    const text = pick(random, NEWS[from]).replace('#', String(2 + Math.floor(random() * 48)));
    return { type: 'notice', from, text };
  };
}
