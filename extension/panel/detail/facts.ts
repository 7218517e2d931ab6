import type { Channel } from '../../insight/channel.ts';
import type { ConnectionInsight } from '../../insight/connection-insight.ts';
import type { Connection } from '../../journal/connection.ts';
import { bytes, count, counted, percent } from '../wording/bytes.ts';
import { closeCode } from '../wording/close-codes.ts';
import { dateAndTime, duration } from '../wording/durations.ts';

/** A fact with its name. */
export type Fact = readonly [name: string, value: string];

const TRANSPORTS: Readonly<Record<Connection['transport'], string>> = {
  websocket: 'WebSocket',
  eventsource: 'EventSource',
  fetch: 'fetch',
  xhr: 'XMLHttpRequest',
  script: 'script tag',
  document: 'document of an iframe',
};

/** What is known of a loop of requests, over its last requests. */
export function loopFacts({
  name,
  type,
  polling,
  longPolling,
  connections,
}: Channel): readonly Fact[] {
  const figures = polling ?? longPolling;
  return [
    ['Loop', `${type} of ${name}`],
    ['Requests so far', count(connections.length)],
    ...fact('Period', polling && `${duration(polling.period)} ± ${duration(polling.jitter)}`),
    ...fact('Empty answers', polling && percent(polling.emptyShare)),
    ...fact('Held for', longPolling && `${duration(longPolling.holdTime)} (median)`),
    ...fact('Answered', longPolling && count(longPolling.answered)),
    ...fact('Timed out', longPolling && count(longPolling.timedOut)),
    ...fact(
      'Cost',
      figures &&
        `${bytes(figures.headerBytes)} of headers for ${bytes(figures.payloadBytes)} of payload in the last ${counted(figures.requests, 'request')}`,
    ),
  ];
}

/** What is known of a connection as a whole, each fact with its name. Unknown facts are left out. */
export function connectionFacts(
  connection: Connection,
  insight: ConnectionInsight,
): readonly Fact[] {
  return [
    ...address(connection),
    ...course(connection),
    ...ending(connection),
    ...reading(connection, insight),
    ...amounts(connection),
  ];
}

function address(connection: Connection): readonly Fact[] {
  const { url, finalUrl, transport, method, status, statusText, protocols, protocol, extensions } =
    connection;
  return [
    ['URL', url],
    ...fact('Redirected to', finalUrl === url ? undefined : finalUrl),
    ['Transport', TRANSPORTS[transport]],
    ...fact('Method', method),
    ...fact('Status', status === undefined ? undefined : `${status} ${statusText ?? ''}`.trim()),
    ...fact('Subprotocols asked for', protocols?.join(', ')),
    ...fact('Subprotocol chosen', protocol),
    ...fact('Extensions', extensions),
    ...fact('Frame', connection.frame),
  ];
}

function course(connection: Connection): readonly Fact[] {
  const { openedAt, respondedAt, closedAt, state, attempt } = connection;
  return [
    ['State', state],
    ['Began', dateAndTime(openedAt)],
    ...fact('Opened after', span(openedAt, respondedAt)),
    ...fact('Lasted', span(openedAt, closedAt)),
    ...fact('Reconnects', attempt ? count(attempt) : undefined),
  ];
}

function ending({ close, closedByPage, error }: Connection): readonly Fact[] {
  return [
    ...fact('Close code', close && closeCode(close.code)),
    ...fact('Close reason', close?.reason),
    ...fact('Closed cleanly', close && (close.wasClean ? 'yes' : 'no')),
    ...fact('Closed by', close && (closedByPage ? 'the page' : 'the server or the network')),
    ...fact('Error', error),
  ];
}

function reading(connection: Connection, insight: ConnectionInsight): readonly Fact[] {
  const { pattern } = insight;
  return [
    ...fact('Pattern', pattern),
    [
      'Seen by',
      connection.witness === 'page' ? 'the page’s own calls' : 'the browser’s network log',
    ],
  ];
}

function amounts({ messages, bytes: payload, headerBytes }: Connection): readonly Fact[] {
  return [
    ['Sent', `${counted(messages.sent, 'message')}, ${bytes(payload.sent)}`],
    ['Received', `${counted(messages.received, 'message')}, ${bytes(payload.received)}`],
    ...fact(
      'Header bytes',
      headerBytes && `${head(headerBytes.sent)} sent, ${head(headerBytes.received)} received`,
    ),
  ];
}

function head(size: number): string {
  return size < 0 ? 'unknown' : bytes(size);
}

function fact(name: string, value: string | undefined): readonly Fact[] {
  return value ? [[name, value]] : [];
}

function span(from: number, to: number | undefined): string | undefined {
  return to === undefined ? undefined : duration(to - from);
}
