import { messagesIn } from '../../transports/reading.ts';
import { wait } from '../../transports/wait.ts';
import { type Ear, requireOk, serverOf } from './ear.ts';

/** How long a poll is held, and the pause after an answer that brought nothing new (milliseconds). */
const HOLD = 15_000;
const PAUSE = 1000;

/**
 * One held request after another, each at the server that the balancer gives it; the first is answered
 * at once, to know that there is somebody. Rejects when one fails.
 */
export async function overLongPolls(topic: string, ear: Ear, signal: AbortSignal): Promise<void> {
  for (let timeout = 0; !signal.aborted; timeout = HOLD) {
    const before = ear.last;
    const cursor = before === undefined ? '' : `&cursor=${before}`;
    const answer = await fetch(`/api/long-poll/${topic}?timeout=${timeout}${cursor}`, { signal });
    requireOk(answer);
    ear.landed(serverOf(answer));
    const body = messagesIn(await answer.text());
    for (const message of body?.messages ?? []) ear.hear(message);
    ear.beginAt(Number(answer.headers.get('X-Cursor') ?? body?.cursor ?? 0));
    // Servers that number for themselves know each other's cursors not, and answer at once.
    if (body && before !== undefined && !body.messages.some(({ id }) => id > before))
      await wait(PAUSE, signal);
  }
}
