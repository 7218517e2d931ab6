import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import WebSocket from 'ws';

/** What can be kept open and idle: between two polls, a TCP connection alone. */
export const WEIGHED = ['polling', 'long-polling', 'sse', 'websocket'] as const;
export type Weighed = (typeof WEIGHED)[number];

/** A topic on which nobody says anything. */
const TOPIC = 'quiet';

/** Opens so many connections, and leaves them idle; gives the way to end them all. */
export async function openIdle(way: Weighed, count: number, port: number): Promise<() => void> {
  const agent = new Agent({ keepAlive: true, maxSockets: count });
  const base = `http://127.0.0.1:${port}`;
  const each = (open: () => Promise<() => void>) =>
    Promise.all(Array.from({ length: count }, open));
  switch (way) {
    case 'websocket': {
      const ends = await each(() => socket(`${base.replace('http', 'ws')}/ws?topic=${TOPIC}`));
      return () => {
        for (const end of ends) end();
      };
    }
    case 'sse':
      await each(async () => {
        await answer(`${base}/api/events/${TOPIC}`, agent);
        return nothing;
      });
      return () => agent.destroy();
    case 'polling':
      await each(async () => {
        const response = await answer(`${base}/api/poll/${TOPIC}`, agent);
        await once(response.resume(), 'end');
        return nothing;
      });
      return () => agent.destroy();
    case 'long-polling':
      await each(() => held(`${base}/api/long-poll/${TOPIC}?timeout=60000&cursor=0`, agent));
      return () => agent.destroy();
  }
}

const nothing = () => undefined;

async function socket(url: string): Promise<() => void> {
  const client = new WebSocket(url);
  // The welcome is the last thing that is said.
  await once(client, 'message');
  return () => client.terminate();
}

async function answer(url: string, agent: Agent): Promise<IncomingMessage> {
  const asked = request(url, { agent }).end();
  asked.on('error', nothing);
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.on('error', nothing);
  return response;
}

/** A request that is on its way; its answer is not waited for. */
async function held(url: string, agent: Agent): Promise<() => void> {
  const asked = request(url, { agent });
  asked.on('error', nothing);
  await new Promise<void>((done) => asked.end(done));
  return nothing;
}
