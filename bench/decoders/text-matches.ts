import { decodePacket } from 'engine.io-parser';
import { createParser } from 'eventsource-parser';
import { parseMessage } from 'graphql-ws';
import { Decoder } from 'socket.io-parser';
import { FrameImpl } from '../../node_modules/@stomp/stompjs/esm6/frame-impl.js';
import { Parser } from '../../node_modules/@stomp/stompjs/esm6/parser.js';
import { type Match, textOf, type Wire } from './match.ts';

const encoder = new TextEncoder();

export const json: Match = {
  protocol: 'JSON',
  peerName: 'JSON.parse',
  facts: { transport: 'websocket', url: 'wss://example.org/feed' },
  direction: 'received',
  opening: [],
  encode: (value) => JSON.stringify(value),
  openPeer: () => (wire) => JSON.parse(textOf(wire)),
};

/** As fetch gives an event stream: bytes, which applications decode before they parse. */
export const sse: Match = {
  protocol: 'SSE',
  peerName: 'eventsource-parser',
  facts: {
    transport: 'fetch',
    url: 'https://example.org/events',
    mime: 'text/event-stream',
  },
  direction: 'received',
  isStream: true,
  opening: [],
  encode: (value, index) =>
    encoder.encode(`event: update\nid: ${index}\ndata: ${JSON.stringify(value)}\n\n`),
  openPeer() {
    const decoder = new TextDecoder();
    let value: unknown;
    const parser = createParser({
      onEvent: ({ data }) => {
        value = JSON.parse(data);
      },
    });
    return (wire) => {
      parser.feed(typeof wire === 'string' ? wire : decoder.decode(wire, { stream: true }));
      return value;
    };
  },
};

export const stomp: Match = {
  protocol: 'STOMP',
  peerName: '@stomp/stompjs',
  facts: { transport: 'websocket', url: 'wss://example.org/ws', protocol: 'v12.stomp' },
  direction: 'received',
  opening: [{ wire: 'CONNECTED\nversion:1.2\n\n\0', direction: 'received' }],
  encode(value, index) {
    const headers = {
      destination: `/topic/room${index % 40}`,
      'message-id': `nxt-${index}`,
      subscription: `sub-${index % 7}`,
      'content-type': 'application/json',
    };
    return textOf(
      marshalled(FrameImpl.marshall({ command: 'MESSAGE', headers, body: JSON.stringify(value) })),
    );
  },
  openPeer() {
    let value: unknown;
    const parser = new Parser(
      (raw) => {
        value = JSON.parse(FrameImpl.fromRawFrame(raw, true).body);
      },
      () => undefined,
    );
    return (wire) => {
      parser.parseChunk(textOf(wire));
      return value;
    };
  },
};

function marshalled(frame: string | ArrayBuffer): Wire {
  return typeof frame === 'string' ? frame : new Uint8Array(frame);
}

export const socketIo: Match = {
  protocol: 'Socket.IO',
  peerName: 'engine.io- and socket.io-parser',
  facts: {
    transport: 'websocket',
    url: 'wss://example.org/socket.io/?EIO=4&transport=websocket',
  },
  direction: 'received',
  opening: [
    {
      wire: '0{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":[],"pingInterval":25000,"pingTimeout":5000}',
      direction: 'received',
    },
    { wire: '40{"sid":"wZX3oN0bSVIhsaknAAAI"}', direction: 'received' },
  ],
  encode: (value) => `42${JSON.stringify(['update', value])}`,
  openPeer() {
    let packet: unknown;
    const parser = new Decoder();
    parser.on('decoded', (decoded) => {
      packet = decoded;
    });
    return (wire) => {
      const { data } = decodePacket(textOf(wire));
      parser.add(data);
      return packet;
    };
  },
};

export const graphql: Match = {
  protocol: 'GraphQL',
  peerName: 'graphql-ws',
  facts: {
    transport: 'websocket',
    url: 'wss://example.org/graphql',
    protocol: 'graphql-transport-ws',
  },
  direction: 'received',
  opening: [{ wire: '{"type":"connection_ack"}', direction: 'received' }],
  encode: (value, index) =>
    JSON.stringify({ id: `op-${index % 9}`, type: 'next', payload: { data: { changed: value } } }),
  openPeer: () => (wire) => parseMessage(textOf(wire)),
};
