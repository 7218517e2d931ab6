import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { Direction } from '../contract.ts';
import type { Transport } from './address.ts';
import { sockjs } from './decoder.ts';
import { cut, factsOf, input, joined, told, whole } from './sessions.fixture.ts';

const PAGE = `<!doctype html>
<html><head></head><body><h2>Don't panic!</h2>
  <script>
    document.domain = document.domain;
    var c = parent.cb;
    c.start();
    function p(d) {c.message(d);};
    window.onload = function() {c.stop();};
  </script>
${' '.repeat(900)}\r\n\r\n`;

const script = (frame: string) => `<script>\np(${JSON.stringify(frame)});\n</script>\r\n`;
const X = ['message', 'x'];
const XY = [
  ['message 1 of 2', 'x'],
  ['message 2 of 2', 'y"\n'],
];
const OPEN = ['open', undefined];
const BEAT = ['heart-beat', undefined, 'heart-beat'];
const CLOSE = ['close 3000 Go away!', undefined];

const bodies: readonly [Transport, Direction, string, readonly unknown[]][] = [
  ['xhr', 'received', 'o\n', [OPEN]],
  ['xhr', 'received', 'a["x","y\\"\\n"]\nh\nc[3000,"Go away!"]\n', [...XY, BEAT, CLOSE]],
  [
    'xhr_streaming',
    'received',
    `${'h'.repeat(2048)}\no\na["x"]\nh\n\n`,
    [['prelude, 2048 × h', undefined], OPEN, X, BEAT, ['(blank line)', undefined]],
  ],
  [
    'eventsource',
    'received',
    '\r\ndata: o\r\n\r\ndata: a["x"]\r\n\r\ndata: h\r\n\r\n',
    [OPEN, X, BEAT],
  ],
  ['eventsource', 'received', 'data:a["x","y\\"\\n"]\n\n', XY],
  [
    'eventsource',
    'received',
    'data: a["50%25","%2525","%2F","%zz"]\r\n\r\n',
    [
      ['message 1 of 4', '50%'],
      ['message 2 of 4', '%25'],
      ['message 3 of 4', '%2F'],
      ['message 4 of 4', '%zz'],
    ],
  ],
  [
    'htmlfile',
    'received',
    PAGE + script('o') + script('a["x","y\\"\\n"]') + script('c[3000,"Go away!"]'),
    [['prelude', undefined], OPEN, ...XY, CLOSE],
  ],
  ['jsonp', 'received', '/**/cb("o");\r\n', [OPEN]],
  ['jsonp', 'received', '/**/_jp.abc("a[\\"x\\",\\"y\\\\\\"\\\\n\\"]");\r\n', XY],
  ['jsonp', 'received', 'cb("a[\\"x\\"]");', [X]],
  ['jsonp_send', 'sent', 'd=%5B%22x%22%2C%22y%5C%22%5Cn%22%5D', XY],
  ['jsonp_send', 'sent', 'd=["x"]&i=1', [X]],
  ['jsonp_send', 'sent', '["%61bc"]', [['message', '%61bc']]],
  ['jsonp_send', 'received', 'ok', [['ok', undefined]]],
  ['xhr_send', 'sent', '["x","y\\"\\n"]', XY],
];

describe('a body', () => {
  it.each(bodies)('of %s %s: %j', (transport, direction, body, expected) => {
    expect(cut(transport, direction, body).map(told)).toEqual(expected);
    expect(whole(transport, direction, body).map(told)).toEqual(expected);
  });

  it.each(bodies)(
    'of %s %s says the same when cut anywhere: %j',
    (transport, direction, body, expected) => {
      const { length } = new TextEncoder().encode(body);
      const step = Math.max(1, Math.floor(length / 100));
      for (let place = 0; place <= length; place += step) {
        const units = cut(transport, direction, body, [place]);
        expect(units.map(told)).toEqual(expected);
        expect(joined(body, [place], units)).toEqual(new TextEncoder().encode(body));
      }
      const everywhere = Array.from({ length }, (_, place) => place);
      expect(cut(transport, direction, body, everywhere).map(told)).toEqual(expected);
    },
  );

  it.each([
    ['xhr', 'o\na["x"]', 'line end'],
    ['eventsource', 'data: o\r\n\r\ndata: a["x"]\r\n', 'blank line'],
    ['htmlfile', `${script('o')}<script>\np("a[\\"x\\"]");\n</script>`, undefined],
  ] as const)(
    'of %s that ends inside its last frame says what is missing',
    (transport, body, missing) => {
      const [, last] = cut(transport, 'received', body);
      expect(last?.layer.inner?.payload.text).toBe('x');
      const problem = last?.layer.problems[0];
      expect(problem?.kind).toBe('incomplete');
      if (missing) expect(problem?.reason).toContain(missing);
    },
  );

  it.each(['xhr', 'xhr_streaming', 'eventsource', 'htmlfile', 'jsonp'] as const)(
    'of %s that is another thing is left to others, whole',
    (transport) => {
      const page = '<html>\n<p>404</p>\n\n<script>p("x")</script>\n</html>\n';
      const units = whole(transport, 'received', page);
      expect(units.map(told)).toEqual([['not a SockJS frame', page, 'not-a-frame', 'foreign']]);
      expect(units[0]?.channel).toBeUndefined();
    },
  );

  it('goes on after a line that is no frame', () => {
    const body = 'o\n<b>\na["x"]\n';
    expect(cut('xhr', 'received', body).map(told)).toEqual([
      OPEN,
      ['not a SockJS frame', '<b>\n', 'not-a-frame', 'foreign'],
      X,
    ]);
  });

  it('whose frame never ends is given up at the limit', () => {
    const session = sockjs.open(factsOf('xhr_streaming'));
    const payload = Payload.ofBytes(new Uint8Array(LIMITS.decoderPending / 2).fill(0x61));
    const feed = (message: number, content: Payload) =>
      session.feed({ ...input(message, 'received', content), isPart: true });
    const start = Payload.ofText('a["');
    const units = [feed(0, start), feed(1, payload), feed(2, payload)].flat();
    expect(units.map(({ layer }) => layer.problems.map(({ kind }) => kind))).toEqual([
      ['truncated', 'too-long'],
    ]);
  });
});

describe('a hostile body', () => {
  it('of many messages costs no more than its first thousands', () => {
    const units = whole('websocket', 'received', `a[${'7,'.repeat(49_999)}"x"]`);
    expect(units).toHaveLength(10_000);
    const last = units.at(-1);
    expect(last?.layer.summary).toBe('message 10000 of 50000');
    expect(last?.layer.problems.some(({ kind }) => kind === 'too-many')).toBe(true);
    expect(units[0]?.layer.problems.map(({ kind }) => kind)).toEqual(['not-a-string']);
  });

  it('of blank lines is passed over', () => {
    const blank = '\r\n'.repeat(300_000);
    expect(cut('eventsource', 'received', `${blank}data: o\r\n\r\n`).map(told)).toEqual([OPEN]);
    expect(cut('htmlfile', 'received', `${blank}${script('o')}`).map(told)).toEqual([OPEN]);
  });
});

describe('events that the browser took apart', () => {
  it('are frames', () => {
    const session = sockjs.open({ transport: 'eventsource', url: 'http://h/e/0/s/eventsource' });
    const event = { type: 'message', id: '' };
    const frames = ['o', 'a["x","50%25"]', 'h', 'what'];
    const units = frames.flatMap((frame, message) =>
      session.feed({ ...input(message, 'received', Payload.ofText(frame)), event }),
    );
    expect(units.map(told)).toEqual([
      OPEN,
      ['message 1 of 2', 'x'],
      ['message 2 of 2', '50%'],
      BEAT,
      ['not a SockJS frame', 'what', 'not-a-frame', 'foreign'],
    ]);
    expect(units[2]?.sources).toEqual([{ message: 1, range: [5, 14] }]);
  });
});

describe('any messages', () => {
  const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }), {
    minLength: 1,
    maxLength: 4,
  });
  const wrap: Readonly<Partial<Record<Transport, (frame: string) => string>>> = {
    xhr: (frame) => `${frame}\n`,
    eventsource: (frame) => `data: ${frame.replaceAll('%', '%25')}\r\n\r\n`,
    htmlfile: script,
    jsonp: (frame) => `/**/cb(${JSON.stringify(frame)});\r\n`,
  };

  it.each(Object.entries(wrap))('come through %s as they are', (name, put) => {
    const transport: Transport =
      name === 'eventsource' || name === 'htmlfile' || name === 'jsonp' ? name : 'xhr';
    fc.assert(
      fc.property(texts, (list) => {
        const units = cut(transport, 'received', put(`a${JSON.stringify(list)}`));
        expect(units.map(({ layer }) => layer.inner?.payload.text ?? '')).toEqual(list);
        expect(units.flatMap(({ layer }) => layer.problems)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('come through forms as they are', () => {
    fc.assert(
      fc.property(texts, (list) => {
        const body = new URLSearchParams({ d: JSON.stringify(list) }).toString();
        const units = whole('jsonp_send', 'sent', body);
        expect(units.map(({ layer }) => layer.inner?.payload.text)).toEqual(list);
      }),
      { numRuns: 100 },
    );
  });

  it('may be damaged: nothing throws, no byte is lost, every offset is inside', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 });
    const place = fc.constantFrom(...bodies);
    fc.assert(
      fc.property(place, damage, fc.nat(), ([transport, direction, body], hits, at) => {
        const bytes = new TextEncoder().encode(body);
        for (const [spot, byte] of hits) bytes[spot % bytes.length] = byte;
        const places = [at % (bytes.length + 1)];
        const units = cut(transport, direction, bytes, places);
        expect(joined(bytes, places, units)).toEqual(bytes);
        for (const { layer } of units) {
          layer.fields();
          for (const { offset } of layer.problems) {
            expect(offset).toBeGreaterThanOrEqual(0);
            expect(offset).toBeLessThanOrEqual(layer.payload.byteLength);
          }
        }
      }),
      { numRuns: 1500 },
    );
  });
});
