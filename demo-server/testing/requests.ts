import type { DemoServer } from '../server.ts';

/** Sends JSON. */
export function sendJson(
  server: DemoServer,
  method: 'POST' | 'PUT',
  path: string,
  body: unknown,
): Promise<Response> {
  return fetch(server.url + path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Publishes a chat message and fails the test if the server does not. */
export async function publish(server: DemoServer, topic: string, text: string): Promise<void> {
  const path = `/api/topics/${topic}/messages`;
  const response = await sendJson(server, 'POST', path, { from: 'test', text });
  if (response.status !== 201) throw new Error(`Not published: ${await response.text()}`);
}
