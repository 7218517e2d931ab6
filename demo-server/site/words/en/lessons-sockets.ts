import type { SocketLessonWords } from '../lesson-words.ts';

/** Lessons on WebSocket and what is said over it. */
export const SOCKET_LESSONS: SocketLessonWords = {
  websocket: {
    title: 'WebSocket',
    line: 'A handshake over HTTP, then messages both ways over the same connection.',
    wire: [
      'A GET asks for an upgrade; 101 grants it. From here on it is no longer HTTP.',
      'Each message travels in a frame: 2 to 10 bytes before it, and 4 more for what a page sends.',
      'A close frame with a code ends it; without one the code is 1006.',
    ],
    when: [
      'Chat, games, trading, shared documents: both sides talk at any time.',
      'Many small messages, or binary ones.',
    ],
    whenNot: [
      'News goes one way and is rare: SSE resumes by itself, WebSocket does not.',
      'What lies between blocks upgrades, or balances requests, not connections.',
    ],
    claims: {
      bothWays: {
        claim: 'It goes both ways at any time, with a few bytes of framing.',
        see: 'Say something: it leaves on the same connection, and comes back on it.',
        limit: 'The payload is what you make it: JSON names every field in each message.',
      },
      framing: {
        claim: 'After the handshake it has a framing of its own, of a few bytes.',
        see: '2 to 10 bytes stand before each message; what a page sends is masked, by 4 more.',
        limit: 'Compression, where both agree on it, changes the payload, not the frame.',
      },
      borders: {
        claim: 'It brings messages, where TCP brings a stream of bytes.',
        see: 'Send messages from nothing to 200,000 bytes at once: each comes back as one.',
        limit: 'Inside, a message may travel in several frames; a page never sees them.',
      },
      rooms: {
        claim: 'Plain WebSocket sends to everyone, or you build rooms by hand.',
        see: 'Run “Everybody or subscribers”: the same words in three rooms, counted on both sides.',
        limit: 'This server’s plain socket has topics too; STOMP is such rules, written down.',
      },
      token: {
        claim: 'Tokens are checked at the handshake only.',
        see: 'Sign in for a few seconds: this server ends the connection when the token does, with 4401.',
        limit:
          'The protocol does not do it; a server that never looks again leaves it open for days.',
      },
      idle: {
        claim: 'A connection kept open costs the server even when idle.',
        see: 'Let the server weigh idle connections of each way, in a process of its own.',
        limit: 'Some kilobytes each: one process holds ten thousand idle connections.',
      },
      cors: {
        claim: 'CORS does not apply.',
        see: 'Knock at this server under another of its names. The browser hides the ordinary answer, but lets the handshake out; this server reads Origin, and refuses.',
        limit: 'Programs write any Origin they like: it protects people in browsers, nothing else.',
      },
    },
    panel:
      'The handshake, each message with its direction and size, and the close code. Text that is JSON opens as a tree.',
  },
  stomp: {
    title: 'STOMP',
    line: 'Frames with headers over a WebSocket: rooms, receipts, acknowledgements.',
    wire: [
      'After the handshake, CONNECT and CONNECTED agree on a version and on heart-beats.',
      'SUBSCRIBE names a destination; MESSAGE brings what is sent to it, and nothing else.',
      'A receipt says that the broker has taken a frame; ERROR is the last frame of all.',
    ],
    when: [
      'Groups of people hear different things, and a broker should sort them.',
      'Clients and brokers in several languages have to agree.',
    ],
    whenNot: [
      'There is one kind of news for everyone.',
      'Every byte counts: headers are text, in each frame.',
    ],
    claims: {
      destinations: {
        claim: 'The broker groups subscribers by destination.',
        see: 'Run “Everybody or subscribers”: with STOMP each client gets its own room’s words.',
        limit: 'A destination is a name and nothing more: who may read it, the server must decide.',
      },
      urls: {
        claim: 'It is addressed by http URLs.',
        see: 'The SockJS lesson shows it: SockJS begins over HTTP. Here the address is ws.',
        limit: 'STOMP itself knows no URLs; any connection will do.',
      },
    },
    panel:
      'CONNECT, SUBSCRIBE and MESSAGE as frames with their headers; each subscription is a channel of its own.',
  },
  sockjs: {
    title: 'SockJS',
    line: 'The interface of WebSocket, over whatever gets through.',
    wire: [
      'A session has a name in its URL. “o” opens it, “h” is a heart-beat, “a[…]” brings messages, “c[…]” closes.',
      'Over XHR streaming one POST brings frames until 128 kB are full; then another follows.',
      'Over XHR polling each answer is one frame. What the page sends are POSTs of their own.',
    ],
    when: [
      'Old proxies block WebSocket, and a STOMP broker stands behind.',
      'A framework, such as Spring, brings it along.',
    ],
    whenNot: [
      'All clients can speak WebSocket: today nearly all can.',
      'Payloads are binary: SockJS carries text alone.',
    ],
    claims: {
      fallsBack: {
        claim: 'It falls back when WebSocket is blocked.',
        see: 'Block WebSocket: its handshake gets 503, and the same STOMP frames come in other envelopes, over XHR streaming.',
        limit: 'Each fallback costs more requests and bytes: compare the figures.',
      },
      sticky: {
        claim: 'Behind a balancer it needs sticky sessions.',
        see: 'Open this lesson in a cluster without them: over XHR, a session’s next POST meets a server that never heard of it.',
        limit: 'Over its WebSocket the session lives in one connection, and needs no stickiness.',
      },
    },
    panel:
      'All requests of one session appear as one conversation; the STOMP frames inside are read through the envelope.',
  },
  'socket-io': {
    title: 'Socket.IO',
    line: 'Named events, rooms and acknowledgements, over polling first and WebSocket then.',
    wire: [
      'A poll opens a session and says how often the server will ping.',
      'A WebSocket takes it over: “2probe”, “3probe”, “5”. Each packet begins with its type, a digit.',
      '“42[…]” is an event; with a number after the 42 the other side acknowledges it by “43”.',
    ],
    when: [
      'Both ends are yours, and you want reconnecting, rooms and acknowledgements ready made.',
    ],
    whenNot: [
      'Other clients must join in: it is a protocol of its own, not plain WebSocket.',
      'Every byte of the page counts: its client library is not small.',
    ],
    claims: {
      conveniences: {
        claim: 'It is WebSocket with conveniences.',
        see: 'Choose “polling first”: a session begins without any WebSocket, and is upgraded.',
        limit: 'A plain WebSocket client cannot talk to it: each message needs its digits.',
      },
      arrive: {
        claim: 'Messages arrive.',
        see: 'Cut the connection. The page comes back two seconds later, and the numbers of that time are missing.',
        limit: 'At most once, unless connection state recovery is on or events are sent again.',
      },
    },
    panel:
      'Engine.IO packets and, inside them, events with their names and acknowledgements; polling and WebSocket of one session are one conversation.',
  },
  mqtt: {
    title: 'MQTT',
    line: 'A broker for small devices, spoken in binary, with a chosen quality of service.',
    wire: [
      'CONNECT and CONNACK begin; SUBSCRIBE names a topic, with a quality of service.',
      'PUBLISH brings the payload. With QoS 1 each is answered by PUBACK; with 0 by nothing.',
      'The fixed header has 2 bytes or a little more; a message needs few others than its topic.',
    ],
    when: [
      'Sensors and telephones on thin lines; a broker that many programs share.',
      'Topics in a tree, with wildcards; last words and retained values.',
    ],
    whenNot: ['One page and one server talk between themselves: a broker is one part more.'],
    claims: {
      smallest: {
        claim: 'It is the smallest of all.',
        see: 'Measure what each protocol adds to an event, besides the payload.',
        limit: 'With long payloads it makes no difference, and the WebSocket frame comes on top.',
      },
      qos: {
        claim: 'QoS 1 delivers at least once.',
        see: 'Choose QoS 1: every PUBLISH is answered by PUBACK, bytes that QoS 0 saves. Count them here:',
        limit:
          'For as long as the session lives. This page asks for a clean session: what came while it was away is gone.',
      },
    },
    panel:
      'Packets with every field and its bytes; PUBLISH and PUBACK of one number belong together.',
  },
  graphql: {
    title: 'GraphQL subscriptions',
    line: 'The page says which fields of which events it wants, and gets those.',
    wire: [
      '“connection_init” and “connection_ack” begin, in the subprotocol graphql-transport-ws.',
      '“subscribe” carries a query and an id; each “next” with that id brings one event.',
      'Either side ends it with “complete”. Mutations go over the same socket.',
    ],
    when: ['The rest of the application speaks GraphQL; views differ in the fields they show.'],
    whenNot: ['There is one small, fixed kind of event: the envelope is larger than the news.'],
    claims: {
      askedFor: {
        claim: 'Only what was asked for travels.',
        see: 'Measure a subscription to all six fields, and one to three of them, side by side.',
        limit: 'The envelope stays, and the server resolves fields for each subscriber anew.',
      },
      isWebSocket: {
        claim: 'Subscriptions are WebSocket.',
        see: 'The subprotocol in the 101 says which of two incompatible ones it is.',
        limit: 'GraphQL names no transport: graphql-sse carries the same over event streams.',
      },
    },
    panel: 'Each subscription is a channel with its query; “next” opens as data.',
  },
};
