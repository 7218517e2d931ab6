import { conversation, type Line, received } from './write.ts';

const PATCHES = [
  { data: { a: 1 }, hasNext: true, pending: [{ id: '0', path: ['b'] }] },
  { incremental: [{ id: '0', data: { c: 'é' } }], completed: [{ id: '0' }], hasNext: true },
  { incremental: [{ path: ['l', 1], items: [1] }], hasNext: false },
].map((patch) => JSON.stringify(patch));

const PARTS: readonly Line[] = received(
  `--b\r\nContent-Type: application/json\r\n\r\n${PATCHES[0]}\r\n--b\r\nContent-Type: appl`,
  `ication/json\r\nX-A: 1\r\n\r\n${PATCHES[1]}\r\n--b--\r\nbehind`,
);

const FORM: readonly Line[] = [
  [
    'sent',
    '--b\r\nContent-Disposition: form-data; name="a \\"b\\""; filename="c"\r\n\r\n1\r\n--b--\r\n',
  ],
];

const UPDATE: readonly Line[] = [
  [
    'sent',
    'topic=https%3A%2F%2Fh%2Fa&topic=b&data=%7B%22a%22%3A%22%C3%A9+%22%7D&private=on&retry=5',
  ],
  ['sent', 'data={"a":1}&topic=a&id=urn:uuid:1&type=t'],
];

const HUB = { transport: 'fetch', url: 'http://h/.well-known/mercure' } as const;

const fetched = (mime: string) => ({ transport: 'fetch', url: 'http://h/', mime }) as const;

/** Bodies of HTTP that hold several things. */
export const HTTP_BODIES = [
  conversation('graphql-http', {}, 'messages', received(...PATCHES)),
  conversation(
    'sse',
    fetched('text/event-stream'),
    'parts',
    received(
      ...PATCHES.map((patch) => `event: next\ndata: ${patch}\n\n`),
      'event: complete\ndata:\n\n',
    ),
  ),
  conversation('multipart', fetched('multipart/mixed'), 'parts', PARTS),
  conversation('multipart', fetched('multipart/form-data'), 'messages', FORM),
  conversation(
    'mercure',
    { ...HUB, requestMime: 'application/x-www-form-urlencoded' },
    'messages',
    UPDATE,
  ),
];
