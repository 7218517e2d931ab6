import { expect, test } from 'vitest';
import type { Connection } from '../../journal/connection.ts';
import { connectionFacts, loopFacts } from './facts.ts';

const socket: Connection = {
  id: 'c1',
  transport: 'websocket',
  url: 'ws://host/stomp',
  openedAt: 1000,
  respondedAt: 1012,
  closedAt: 4012,
  witness: 'page',
  state: 'closed',
  protocols: ['v12.stomp', 'v11.stomp'],
  protocol: 'v12.stomp',
  close: { code: 1006, reason: '', wasClean: false },
  error: 'connection reset',
  messages: { sent: 1, received: 2000 },
  bytes: { sent: 42, received: 210_000 },
};

test('a closed socket tells why and after how long', () => {
  const facts = new Map(connectionFacts(socket, { channelIds: [] }));
  expect(facts.get('Close code')).toBe('1006 abnormal closure');
  expect(facts.get('Closed cleanly')).toBe('no');
  expect(facts.get('Closed by')).toBe('the server or the network');
  expect(facts.get('Error')).toBe('connection reset');
  expect(facts.get('Opened after')).toBe('12 ms');
  expect(facts.get('Lasted')).toBe('3.0 s');
  expect(facts.get('Subprotocols asked for')).toBe('v12.stomp, v11.stomp');
  expect(facts.get('Received')).toBe('2,000 messages, 210 kB');
});

test('what is not known is not mentioned', () => {
  const names = connectionFacts(socket, { channelIds: [] }).map(([name]) => name);
  expect(names).not.toContain('Method');
  expect(names).not.toContain('Close reason');
  expect(names).not.toContain('Pattern');
});

test('header sizes that the browser does not know are said to be unknown', () => {
  const request = { ...socket, headerBytes: { sent: 503, received: -1 } };
  const facts = new Map(connectionFacts(request, { channelIds: [] }));
  expect(facts.get('Header bytes')).toBe('503 B sent, unknown received');
});

test('a polling loop tells its rhythm and what it costs', () => {
  const facts = new Map(
    loopFacts({
      id: 'loop 1',
      name: '/api/poll',
      type: 'polling',
      connections: ['c1', 'c2', 'c3'],
      records: 3,
      lastTime: 0,
      polling: {
        requests: 3,
        period: 2000,
        jitter: 11,
        emptyShare: 0.94,
        headerBytes: 1998,
        payloadBytes: 65,
      },
    }),
  );
  expect(facts.get('Period')).toBe('2.0 s ± 11 ms');
  expect(facts.get('Empty answers')).toBe('94 %');
  expect(facts.get('Cost')).toBe('2.0 kB of headers for 65 B of payload in the last 3 requests');
});
