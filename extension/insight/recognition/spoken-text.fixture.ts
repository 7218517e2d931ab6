import {
  ascii,
  chunk,
  dispatched,
  type Labelled,
  received,
  receivedBytes,
  sent,
  sentBytes,
} from './labelled.fixture.ts';

const CONNECT = 'CONNECT\naccept-version:1.2\nhost:h\nheart-beat:10000,10000\n\n\0';
const CONNECTED = 'CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0';
const MESSAGE =
  'MESSAGE\ndestination:/topic/a\nmessage-id:7\nsubscription:sub-0\ncontent-type:application/json\n\n{"price":1.5}\0';

const STOMP: readonly Labelled[] = [
  {
    what: 'STOMP by its subprotocol',
    protocol: 'v12.stomp',
    says: [sent(CONNECT), received(CONNECTED), received(MESSAGE)],
    is: 'stomp',
    inside: 'stomp > json',
    by: 'subprotocol',
  },
  {
    what: 'STOMP of a client that asks for no subprotocol',
    says: [sent(CONNECT), received(CONNECTED), sent('\n')],
    is: 'stomp',
    by: 'content',
  },
  {
    what: 'STOMP seen from the answer on',
    says: [received(CONNECTED), received(MESSAGE)],
    is: 'stomp',
  },
  { what: 'STOMP seen from the middle on', says: [received(MESSAGE)], is: 'stomp' },
  {
    what: 'STOMP 1.2 with CRLF, as Spring and ActiveMQ take it',
    says: [sent('STOMP\r\naccept-version:1.2\r\nhost:h\r\n\r\n\0')],
    is: 'stomp',
  },
  {
    what: 'STOMP in binary messages, as stompjs sends to React Native',
    says: [sentBytes(ascii(CONNECT)), receivedBytes(ascii(CONNECTED))],
    is: 'stomp',
  },
  {
    what: 'STOMP that begins with heart-beats, its subprotocol known',
    protocol: 'v11.stomp',
    says: [received('\n'), received('\n'), received(MESSAGE)],
    is: 'stomp',
  },
  {
    what: 'STOMP that begins with an empty message',
    protocol: 'v12.stomp',
    says: [received(''), sent(CONNECT)],
    is: ['text', 'stomp'],
  },
  {
    what: 'STOMP without headers',
    says: [sent('CONNECT\n\n\0'), received('CONNECTED\nsession:1\n\n\0')],
    is: 'stomp',
  },
  {
    what: 'a large STOMP frame in pieces, as stompjs splits it',
    says: [
      sent(`SEND\ndestination:/app/a\ncontent-length:9000\n\n${'x'.repeat(4000)}`),
      sent(`${'x'.repeat(5000)}\0`),
    ],
    is: 'stomp',
  },
];

const SOCKJS: readonly Labelled[] = [
  {
    what: 'SockJS by its URL, with STOMP inside',
    url: 'wss://h/ws/123/abcdefgh/websocket',
    says: [received('o'), sent([CONNECT]), received(`a${JSON.stringify([CONNECTED])}`)],
    is: 'sockjs',
    inside: 'sockjs > stomp',
    by: 'url',
  },
  {
    what: 'SockJS that begins with heart-beats',
    url: 'wss://h/echo/000/x_y/websocket',
    says: [received('h'), received('h'), received('a["hi"]')],
    is: 'sockjs',
  },
  {
    what: 'SockJS behind another URL, from its first message on',
    says: [received('a["hi","there"]'), received('h'), received('c[3000,"Go away!"]')],
    is: 'sockjs',
    by: 'content',
  },
  {
    what: 'SockJS over streamed XHR',
    transport: 'xhr',
    url: 'https://h/echo/123/abcdefgh/xhr_streaming',
    mime: 'application/javascript',
    says: [chunk(received(`${'h'.repeat(2048)}\n`)), chunk(received('o\na["x"]\n'))],
    is: 'sockjs',
  },
  {
    what: 'SockJS over an event stream',
    transport: 'eventsource',
    url: 'https://h/echo/123/abcdefgh/eventsource',
    says: [dispatched('message', 'o'), dispatched('message', 'a["x"]')],
    is: 'sockjs',
  },
  {
    what: 'a SockJS request that sends',
    transport: 'xhr',
    url: 'https://h/echo/123/abcdefgh/xhr_send',
    requestMime: 'text/plain',
    says: [sent('["hi"]')],
    is: 'sockjs',
  },
  {
    what: 'STOMP over SockJS’s raw WebSocket, which frames nothing',
    url: 'wss://h/stomp/websocket',
    says: [sent(CONNECT), received(CONNECTED)],
    is: 'stomp',
  },
];

const OPEN =
  '0{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":[],"pingInterval":25000,"pingTimeout":20000}';

const SOCKET_IO: readonly Labelled[] = [
  {
    what: 'Socket.IO 4 over WebSocket',
    url: 'wss://h/socket.io/?EIO=4&transport=websocket',
    says: [received(OPEN), sent('40'), received('40{"sid":"a"}'), sent('42["chat",{"a":1}]')],
    is: 'engine-io',
    inside: 'engine-io > socket-io > json',
    by: 'url',
  },
  {
    what: 'Socket.IO upgraded from polling: probe first',
    url: 'wss://h/socket.io/?EIO=4&transport=websocket&sid=x',
    says: [sent('2probe'), received('3probe'), sent('5'), received('42["a"]')],
    is: 'engine-io',
  },
  {
    what: 'Socket.IO that begins with heart-beats',
    url: 'wss://h/socket.io/?EIO=4&transport=websocket&sid=x',
    says: [received('2'), sent('3')],
    is: 'engine-io',
  },
  {
    what: 'Socket.IO 2',
    url: 'wss://h/socket.io/?EIO=3&transport=websocket',
    says: [received(OPEN), received('40'), sent('42["chat","hi"]')],
    is: 'engine-io',
  },
  {
    what: 'Engine.IO behind a gateway that hides the query',
    says: [received(OPEN), sent('40'), received('42["x",1]')],
    is: 'engine-io',
    by: 'content',
  },
  {
    what: 'Socket.IO over polling',
    transport: 'xhr',
    url: 'https://h/socket.io/?EIO=4&transport=polling&t=P1',
    mime: 'text/plain',
    says: [received(OPEN)],
    is: 'engine-io',
  },
  {
    what: 'Socket.IO over polling, several packets in a body',
    transport: 'xhr',
    url: 'https://h/socket.io/?EIO=4&transport=polling&t=P1&sid=a',
    mime: 'text/plain',
    says: [received('42["a"]\x1e42["b"]')],
    is: 'engine-io',
  },
];

const SSE: readonly Labelled[] = [
  {
    what: 'an EventSource',
    transport: 'eventsource',
    url: 'https://h/events',
    says: [dispatched('message', '{"a":1}'), dispatched('tick', '42')],
    is: 'sse',
    inside: 'sse > text',
  },
  {
    what: 'an answer of a language model, by its MIME type',
    transport: 'fetch',
    url: 'https://h/v1/chat/completions',
    mime: 'text/event-stream; charset=utf-8',
    says: [chunk(received('data: {"delta":"Hel')), chunk(received('lo"}\n\ndata: [DONE]\n\n'))],
    is: 'sse',
    by: 'mime',
  },
  {
    what: 'an event stream with no MIME type',
    transport: 'fetch',
    url: 'https://h/stream',
    says: [chunk(received('event: tick\nid: 1\ndata: {"a":1}\n\n'))],
    is: 'sse',
    by: 'content',
  },
  {
    what: 'an event stream said to be plain text',
    transport: 'xhr',
    url: 'https://h/stream',
    mime: 'text/plain',
    says: [chunk(received('data: one\n\n')), chunk(received('data: two\n\n'))],
    is: 'sse',
  },
  {
    what: 'an event stream that begins with comments and a pause',
    transport: 'fetch',
    url: 'https://h/stream',
    mime: 'text/event-stream',
    says: [chunk(received(': ok\n\nretry: 3000\n\n')), chunk(received('data: a\n\n'))],
    is: 'sse',
  },
  {
    what: 'an event stream in bytes, with a byte order mark',
    transport: 'fetch',
    url: 'https://h/stream',
    mime: 'text/event-stream',
    says: [chunk(receivedBytes(ascii('\ufeffdata: a\n\n')))],
    is: 'sse',
  },
];

const OPENAI =
  '{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}';

const LLM: readonly Labelled[] = [
  {
    what: 'an answer of a model as OpenAI streams it',
    transport: 'fetch',
    url: 'https://api.example/v1/chat/completions',
    mime: 'text/event-stream',
    says: [chunk(received(`data: ${OPENAI}\n\n`))],
    is: 'sse',
    inside: 'sse > llm',
  },
  {
    what: 'an answer of a model as Anthropic streams it',
    transport: 'fetch',
    url: 'https://api.example/v1/messages',
    mime: 'text/event-stream',
    says: [
      chunk(
        received(
          'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hel"}}\n\n',
        ),
      ),
    ],
    is: 'sse',
    inside: 'sse > llm',
  },
  {
    what: 'an answer of a model as Ollama streams it',
    transport: 'fetch',
    url: 'http://127.0.0.1:11434/api/chat',
    mime: 'application/x-ndjson',
    says: [
      chunk(
        received(
          '{"model":"m","created_at":"2026-11-20T12:00:00Z","message":{"role":"assistant","content":"Hel"},"done":false}\n',
        ),
      ),
    ],
    is: 'llm',
  },
];

const PART = '--x\r\nContent-Type: application/json\r\n\r\n{"a":1}\r\n--x--\r\n';
const DEFERRED =
  '\r\n---\r\nContent-Type: application/json\r\n\r\n{"data":{"a":1},"hasNext":true}\r\n-----\r\n';

const PARTS: readonly Labelled[] = [
  {
    what: 'a form with a file',
    transport: 'fetch',
    url: 'https://h/upload',
    requestMime: 'multipart/form-data; boundary=x',
    says: [sent('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n')],
    is: 'multipart',
    by: 'mime',
  },
  {
    what: 'parts without a MIME type',
    transport: 'fetch',
    url: 'https://h/parts',
    says: [received(PART)],
    is: 'multipart',
    inside: 'multipart > json',
    by: 'content',
  },
  {
    what: 'GraphQL that comes in deferred parts',
    transport: 'fetch',
    url: 'https://h/graphql',
    mime: 'multipart/mixed; boundary="-"',
    says: [chunk(received(DEFERRED))],
    is: 'multipart',
    inside: 'multipart > graphql-http',
  },
  {
    what: 'GraphQL over server-sent events',
    transport: 'fetch',
    url: 'https://h/graphql/stream',
    mime: 'text/event-stream',
    says: [chunk(received('event: next\ndata: {"data":{"ticks":1}}\n\n'))],
    is: 'sse',
    inside: 'sse > graphql-http',
  },
];

const PLAIN: readonly Labelled[] = [
  {
    what: 'an update published at a hub of Mercure',
    transport: 'fetch',
    url: 'https://h/.well-known/mercure',
    requestMime: 'application/x-www-form-urlencoded',
    says: [sent('topic=https://h/books/1&data=%7B%22a%22%3A1%7D')],
    is: 'mercure',
    by: 'url',
  },
  { what: 'JSON in a WebSocket', says: [sent({ a: 1 }), received([1, 2])], is: 'json' },
  {
    what: 'JSON over HTTP',
    transport: 'fetch',
    url: 'https://h/api',
    mime: 'application/json',
    requestMime: 'application/json',
    says: [sent({ q: 1 }), received('"just a string"')],
    is: 'json',
    by: 'mime',
  },
  {
    what: 'JSON, one value a line',
    transport: 'fetch',
    url: 'https://h/watch',
    mime: 'application/x-ndjson',
    says: [chunk(received('{"a":1}\n{"a"')), chunk(received(':2}\n'))],
    is: 'json',
  },
  { what: 'JSON in bytes', says: [receivedBytes(ascii('{"a":1}'))], is: 'json' },
  {
    what: 'a token alone',
    transport: 'fetch',
    url: 'https://h/token',
    says: [
      received(
        'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
      ),
    ],
    is: 'jwt',
  },
  { what: 'text', says: [sent('hello'), received('hello yourself')], is: 'text' },
  { what: 'bytes', says: [receivedBytes('00 ff 10 80')], is: 'bytes' },
];

const BY_SCRIPT_TAG: readonly Labelled[] = [
  {
    what: 'JSONP',
    transport: 'script',
    url: 'https://h/poll?callback=jQuery11_22&_=33',
    mime: 'application/javascript',
    says: [received('/**/ jQuery11_22({"messages":[{"text":"hi"}]});')],
    is: 'jsonp',
    inside: 'jsonp > json',
    by: 'url',
  },
  {
    what: 'JSONP that the page asked for by fetch, in pieces',
    transport: 'fetch',
    url: 'https://h/poll?callback=cb',
    mime: 'text/javascript',
    says: [chunk(received('cb([1,')), chunk(received('2])'))],
    is: 'jsonp',
    inside: 'jsonp > json',
  },
  {
    what: 'SockJS by script tag',
    transport: 'script',
    url: 'https://h/echo/123/abcdefgh/jsonp?c=_jp.ab',
    mime: 'application/javascript',
    says: [received('/**/_jp.ab("a[\\"hi\\"]");\r\n')],
    is: 'sockjs',
  },
  {
    what: 'SockJS by a form sent into a frame',
    transport: 'document',
    url: 'https://h/echo/123/abcdefgh/jsonp_send?i=ab',
    requestMime: 'application/x-www-form-urlencoded',
    says: [sent('d=%5B%22hi%22%5D'), received('ok')],
    is: 'sockjs',
  },
  {
    what: 'SockJS by scripts in the document of a frame',
    transport: 'document',
    url: 'https://h/echo/123/abcdefgh/htmlfile?c=_jp.ab',
    mime: 'text/html',
    says: [received('<script>\np("o");\n</script>\r\n<script>\np("a[\\"x\\"]");\n</script>\r\n')],
    is: 'sockjs',
  },
  {
    what: 'Socket.IO over Engine.IO 3 by script tag',
    transport: 'script',
    url: 'https://h/socket.io/?EIO=3&transport=polling&j=0&sid=x',
    mime: 'text/javascript',
    says: [received('___eio[0]("2:4017:42[\\"chat\\",\\"hi\\"]");')],
    is: 'engine-io',
    inside: 'engine-io > socket-io',
  },
  {
    what: 'Engine.IO 3 by a form sent into a frame',
    transport: 'document',
    url: 'https://h/socket.io/?EIO=3&transport=polling&j=0&sid=x',
    requestMime: 'application/x-www-form-urlencoded',
    says: [sent('d=1%3A2'), received('ok')],
    is: 'engine-io',
  },
];

/** Connections in text, as applications make them. */
export const SPOKEN_IN_TEXT: readonly Labelled[] = [
  ...STOMP,
  ...SOCKJS,
  ...SOCKET_IO,
  ...SSE,
  ...LLM,
  ...PARTS,
  ...BY_SCRIPT_TAG,
  ...PLAIN,
];
