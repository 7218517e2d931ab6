import { agentDataHere, hintsOf } from './client-hints.ts';
import { nextExchange } from './crossing.ts';
import { type Agent, answerHead, chunkFraming, requestHead } from './head-sizes.ts';
import { bytesOf } from './reading.ts';
import type { Reception } from './transport.ts';

/** A request under way, which writes down what crosses. */
export interface Exchange {
  /** The whole answer came, with so many bytes of body. */
  answer(response: Response, body: number): void;
  /** The head of a stream came. */
  begin(response: Response): void;
  /** A piece of a stream came: its payload, and what frames that. */
  piece(label: string, size: number, body: number): void;
  /** It ended, or was given up. */
  end(label: string): void;
}

type Watcher = Pick<Reception, 'crossing'>;

/** Writes down a request that goes out now. */
export function openExchange(
  watcher: Watcher,
  method: 'GET' | 'POST',
  path: string,
  headers: Iterable<readonly [string, string]> = [],
  body = '',
): Exchange {
  const exchange = nextExchange();
  const own = { exchange, isEstimate: true } as const;
  const head = requestHead(method, path, headers, agentHere());
  const label = `${method} ${path}`;
  watcher.crossing({
    ...own,
    direction: 'sent',
    role: 'request',
    label,
    head,
    body: bytesOf(body),
  });
  const received = { exchange, direction: 'received', isEstimate: false } as const;
  const headOf = ({ status, statusText, headers }: Response) =>
    answerHead(status, statusText, headers);
  const statusOf = ({ status, statusText }: Response) => `${status} ${statusText}`.trim();
  return {
    answer: (response, size) =>
      watcher.crossing({
        ...received,
        role: 'answer',
        label: statusOf(response),
        head: headOf(response),
        body: size,
      }),
    begin: (response) =>
      watcher.crossing({
        ...received,
        role: 'begin',
        label: statusOf(response),
        head: headOf(response),
        body: 0,
      }),
    piece: (label, size, payload) =>
      watcher.crossing({
        ...received,
        role: 'message',
        label,
        head: size - payload + chunkFraming(size),
        body: payload,
      }),
    end: (label) => watcher.crossing({ ...received, role: 'end', label, head: 0, body: 0 }),
  };
}

/** The browser this page runs in. */
export function agentHere(): Agent {
  const isBrowser = typeof navigator !== 'undefined';
  return {
    userAgent: isBrowser ? navigator.userAgent : '',
    languages: isBrowser ? (navigator.languages ?? []) : [],
    hints: hintsOf(agentDataHere()),
    page: location.href,
  };
}
