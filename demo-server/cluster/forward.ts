import { type Agent, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { Refusal } from '../refusal.ts';
import { answerHeaders, requestHeaders } from './passed-headers.ts';
import type { Target } from './rotation.ts';

export interface Way {
  readonly target: Target;
  /** To be set by the answer. */
  readonly cookie: string | undefined;
  readonly agent: Agent;
  /** Milliseconds until the answer has to begin. */
  readonly patience: number;
  /** Called instead of an answer where the server gives none. */
  readonly failed: (refusal: Refusal) => void;
}

/** Asks a server what the client asked, and answers what it answers, piece by piece. */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { target, cookie, agent, patience, failed }: Way,
): void {
  const { method, url } = request;
  const place = { host: '127.0.0.1', port: target.port, method, path: url, agent };
  const onward = ask({ ...place, headers: requestHeaders(request) }, (answer) => {
    clearTimeout(timer);
    const { statusCode = 502, statusMessage } = answer;
    response.writeHead(statusCode, statusMessage, answerHeaders(answer, target.id, cookie));
    response.flushHeaders();
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  const giveUp = (refusal: Refusal) => {
    clearTimeout(timer);
    if (response.headersSent) response.destroy();
    else failed(refusal);
  };
  const timer = setTimeout(() => {
    giveUp(notInTime(target, patience));
    onward.destroy();
  }, patience);
  onward.on('error', () => giveUp(notThere(target)));
  // The client left, or got everything.
  response.on('close', () => {
    clearTimeout(timer);
    onward.destroy();
  });
  request.pipe(onward);
}

export function notThere({ id }: Target): Refusal {
  return new Refusal(502, `Server ${id} did not answer.`, 'Ask again: another one may.');
}

export function notInTime({ id }: Target, patience: number): Refusal {
  const seconds = Math.round(patience / 1000);
  return new Refusal(504, `Server ${id} did not answer in ${seconds} s.`, 'Look whether it hangs.');
}
