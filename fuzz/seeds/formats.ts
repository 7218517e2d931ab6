import { conversation, received } from './write.ts';

const TOKEN =
  'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6' +
  'Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const ENCRYPTED = 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aXY.Y2lwaGVy.dGFn';

const VALUES = [
  '{"a":[1,-0.5e+10,true,null],"é":"\\ud83d\\ude00\\n","__proto__":{"a":1,"a":2}}',
  '[12345678901234567890,{"b":{}},[],"x\\u00e9\\/"]',
  ' {"deep":[[[[[["x"]]]]]]}\r\n',
  '"text"',
];

const fetched = (mime: string) => ({ transport: 'fetch', url: 'http://h/', mime }) as const;

/** Formats that hold no conversation. */
export const FORMATS = [
  conversation('json', {}, 'messages', received(...VALUES)),
  conversation('json', fetched('application/json'), 'parts', received(...VALUES.slice(0, 1))),
  conversation(
    'json',
    fetched('application/x-ndjson'),
    'parts',
    received(...VALUES.map((value) => `${value.trim()}\n`)),
  ),
  conversation(
    'jsonp',
    { transport: 'script', url: 'http://h/poll?callback=cb' },
    'parts',
    received('/**/ typeof cb === "function" && cb({"a":"é","b":[1,{}]}, \'x\\\'\', -1);\r\n'),
  ),
  conversation('jwt', {}, 'messages', received(TOKEN, ENCRYPTED)),
  conversation('jwt', fetched('application/jwt'), 'parts', received(TOKEN)),
  conversation('text', {}, 'messages', received('hello\tworld\n', 'é€😀', '\uFEFF<p>x</p>')),
  conversation(
    'text',
    fetched('text/plain'),
    'parts',
    received('hello', { hex: 'c3a9 ff e282ac' }),
  ),
  conversation(
    'bytes',
    {},
    'messages',
    received({ hex: '0001020304ff' }, { hex: '89504e470d0a1a0a' }),
  ),
  conversation('bytes', fetched('image/png'), 'parts', received({ hex: '89504e470d0a1a0a' })),
];
