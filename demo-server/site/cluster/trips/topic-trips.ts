import { randomName } from '../../transports/client-name.ts';
import { messageIn, messagesIn } from '../../transports/reading.ts';
import { linesOf } from '../../transports/streamed-lines.ts';
import { publish } from '../clients/publish.ts';
import { asked, type Step, stepOf, TRIP_PATIENCE, TRIP_TOPIC } from './trip.ts';

/** Words of one trip, by who says them. */
class Speaker {
  private readonly name = `trip ${randomName()}`;

  /** @throws where the word was not published */
  async say(text: string): Promise<void> {
    const outcome = await publish(TRIP_TOPIC, this.name, text);
    if (outcome.kind === 'refused') throw new Error(outcome.reason);
    if (outcome.kind === 'unsure') throw new Error('No server answered.');
  }

  /** The words among messages that are this speaker's. */
  wordsIn(messages: readonly { readonly from: string; readonly text: string }[]): string {
    return messages
      .filter(({ from }) => from === this.name)
      .map(({ text }) => text)
      .join();
  }
}

/** Three words, each fetched by a long poll of its own: the cursor goes from server to server. */
export async function longPollTrip(): Promise<readonly Step[]> {
  const speaker = new Speaker();
  const [begun, start] = await begin();
  const steps = [begun];
  let cursor = start;
  for (const word of ['a', 'b', 'c']) {
    await speaker.say(word);
    const path = `/api/long-poll/${TRIP_TOPIC}?cursor=${cursor}&timeout=${TRIP_PATIENCE / 2}`;
    const answer = await asked(path);
    const messages = messagesIn((await answer?.text()) ?? '')?.messages ?? [];
    steps.push(stepOf('poll', answer, speaker.wordsIn(messages) === word));
    cursor = Number(answer?.headers.get('X-Cursor') ?? cursor);
  }
  return steps;
}

/** A stream that ends after its first word, and is resumed behind it: two more were said meanwhile. */
export async function eventsTrip(): Promise<readonly Step[]> {
  const speaker = new Speaker();
  const [begun, cursor] = await begin();
  await speaker.say('a');
  const [stream, last] = await listen('stream', cursor, 1, speaker, 'a');
  for (const word of ['b', 'c']) await speaker.say(word);
  const [resumed] = await listen('resume', last, 2, speaker, 'b,c');
  return [begun, stream, resumed];
}

/** Where the topic is now, as one server knows it. */
async function begin(): Promise<[Step, number]> {
  const answer = await asked(`/api/poll/${TRIP_TOPIC}`);
  const cursor = messagesIn((await answer?.text()) ?? '')?.cursor;
  return [stepOf('begin', answer, cursor !== undefined), cursor ?? 0];
}

/** Listens to so many events after a number; the step, and the number of the last event. */
async function listen(
  name: 'stream' | 'resume',
  after: number,
  limit: number,
  speaker: Speaker,
  expected: string,
): Promise<[Step, number]> {
  const headers = { 'Last-Event-ID': `${after}` };
  const answer = await asked(`/api/events/${TRIP_TOPIC}?limit=${limit}`, { headers });
  const messages = answer ? await messagesOf(answer) : [];
  const isRight = speaker.wordsIn(messages) === expected;
  return [stepOf(name, answer, isRight), messages.at(-1)?.id ?? after];
}

async function messagesOf(answer: Response) {
  const messages = [];
  try {
    for await (const line of linesOf(answer)) {
      const message = line.startsWith('data: ') && messageIn(line.slice('data: '.length));
      if (message) messages.push(message);
    }
  } catch {
    // It took too long: what came is what came.
  }
  return messages;
}
