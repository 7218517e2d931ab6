import { conversation, type Line, received } from './write.ts';

const STOMP: readonly Line[] = [
  ['sent', 'CONNECT\naccept-version:1.1,1.2\nhost:h\nlogin:u\npasscode:p\n\n\0'],
  ['received', 'CONNECTED\nversion:1.2\nheart-beat:0,0\nsession:a\\cb\n\n\0'],
  ['sent', 'SUBSCRIBE\nid:0\ndestination:/topic/a\nack:client\n\n\0'],
  ['sent', 'SEND\r\ndestination:/topic/a\r\ncontent-length:7\r\nreceipt:7\r\n\r\n{"é":1}\0\r\n'],
  ['received', 'RECEIPT\nreceipt-id:7\n\n\0'],
  [
    'received',
    'MESSAGE\nsubscription:0\nmessage-id:1\nack:1\ndestination:/topic/a\na\\nb:c\n\nhi\0\n\n',
  ],
  ['sent', 'ACK\nid:1\ntransaction:t\n\n\0COMMIT\ntransaction:t\n\n\0'],
  ['sent', '\n'],
  ['received', 'ERROR\nmessage:no\n\nwhy\0'],
];

const SSE: readonly Line[] = received(
  'retry: 3000\nid: 1\nevent: tick\ndata: {"a":1}\n\n',
  ': keep-alive\n\ndata:é\r\ndata\r\ndata: x\r\n\r\n',
  'id\ndata: b\r\rid: 2\0\nfoo: bar\ndata: c\n\nevent: x\ndata: [DONE]\n\n',
);

const SOCKJS: readonly Line[] = [
  ['received', 'o'],
  ['sent', '["CONNECT\\naccept-version:1.2\\nhost:h\\n\\n\\u0000"]'],
  ['received', 'a["CONNECTED\\nversion:1.2\\n\\n\\u0000"]'],
  ['received', 'h'],
  ['received', 'a["x","y\\"\\n","\\ud83d\\ude00"]'],
  ['sent', '[]'],
  ['received', 'c[3000,"Go away!"]'],
];

const session = 'http://h/echo/012/s3ss10n1';
const PAGE = `<!doctype html>
<html><head></head><body><script>
    var c = parent.cb;
    c.start();
    function p(d) {c.message(d);};
  </script>
\r\n\r\n`;
const script = (frame: string) => `<script>\np(${JSON.stringify(frame)});\n</script>\r\n`;
const SOCKJS_BODIES: readonly (readonly [string, readonly Line[]])[] = [
  ['xhr_streaming', received(`${'h'.repeat(60)}\no\n`, 'a["x","y\\"\\n"]\nh\nc[1002,"é"]\n')],
  ['eventsource', received('\r\n', 'data: o\r\n\r\ndata: a["x","50%25"]\r\n\r\n')],
  ['htmlfile', received(PAGE + script('o'), script('a["x"]') + script('h'))],
  ['jsonp', received('/**/cb("a[\\"x\\",\\"y\\\\n\\"]");\r\n')],
  ['jsonp_send', [['sent', 'd=%5B%22x%22%2C%22y%5C%22%22%5D']]],
  ['xhr_send', [['sent', '["x","y"]']]],
];

const SOCKET_IO: readonly Line[] = [
  ['sent', '0/admin,{"token":"x"}'],
  ['received', '0/admin,{"sid":"s"}'],
  ['sent', '2/admin,13["chat",{"é":1},"x"]'],
  ['received', '3/admin,13["ok"]'],
  ['received', '52-["baz",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]'],
  ['received', { hex: '01020304' }],
  ['received', { hex: 'ff' }],
  ['sent', '61-/admin,7[{"_placeholder":true,"num":0}]'],
  ['sent', { hex: '00' }],
  ['received', '4{"message":"no"}'],
  ['received', '1/admin,'],
];

const OPEN = '0{"sid":"s1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000}';
const ENGINE_IO: readonly Line[] = [
  ['received', OPEN],
  ['sent', '2probe'],
  ['received', '3probe'],
  ['sent', '5'],
  ['sent', '40'],
  ['received', '42["x",{"a":1}]'],
  ['received', '451-["b",{"_placeholder":true,"num":0}]'],
  ['received', { hex: '01020304' }],
  ['received', '2'],
  ['sent', '3'],
  ['received', '6'],
  ['received', '1'],
];

const url = (version: number, transport: string) =>
  `http://h/socket.io/?EIO=${version}&transport=${transport}&sid=s1`;
const ENGINE_IO_BODIES: readonly (readonly [number, readonly Line[]])[] = [
  [4, received(`${OPEN}\x1e40{"sid":"x"}`, '\x1e42["é",1]\x1ebAQIDBA==\x1e2')],
  [4, [['sent', '42["x"]\x1e3\x1e1']]],
  [3, received('6:4hello2:4€', '5:42[1]1:2')],
  [3, received({ hex: '00 06 ff 34 68656c6c6f 01 05 ff 04 01020304 00 01 ff 32' })],
  [3, [['sent', '10:b4AQIDBA==2:40']]],
];

/** Protocols that are read as text. */
export const TEXT_PROTOCOLS = [
  conversation('stomp', { protocol: 'v12.stomp' }, 'stream', STOMP),
  conversation('stomp', {}, 'stream', STOMP),
  conversation('sse', { transport: 'fetch', mime: 'text/event-stream' }, 'parts', SSE),
  conversation('sockjs', { url: 'ws://h/echo/012/s3ss10n1/websocket' }, 'messages', SOCKJS),
  ...SOCKJS_BODIES.map(([transport, lines]) =>
    conversation('sockjs', { transport: 'xhr', url: `${session}/${transport}` }, 'parts', lines),
  ),
  conversation('socket-io', {}, 'messages', SOCKET_IO),
  conversation('engine-io', { url: url(4, 'websocket') }, 'messages', ENGINE_IO),
  conversation('engine-io', { url: url(3, 'websocket') }, 'messages', ENGINE_IO),
  ...ENGINE_IO_BODIES.map(([version, lines]) =>
    conversation('engine-io', { transport: 'xhr', url: url(version, 'polling') }, 'parts', lines),
  ),
];
