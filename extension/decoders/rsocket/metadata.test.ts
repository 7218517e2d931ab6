import { describe, expect, it } from 'vitest';
import {
  ascii,
  fieldsOf,
  flat,
  frame,
  metadata,
  number,
  problemsOf,
  Socket,
  setup,
} from './frames.fixture.ts';

/** The fields inside the metadata of a request. */
function read(content: string, mime?: string) {
  const units = Socket.after(setup(mime)).sent(frame(1, 4, 0x100, metadata(content)));
  return { units, fields: fieldsOf(units).slice(4), problems: problemsOf(units) };
}

const typed = (type: string, content: string) =>
  number(type.length - 1, 1) + ascii(type) + metadata(content);

describe('composite metadata', () => {
  it('has entries with well-known types', () => {
    const content = `fe${metadata(`05${ascii('a.b.c')}03${ascii('tag')}`)}85${metadata(ascii('{}'))}`;
    expect(read(content)).toMatchObject({
      fields: [
        'entry',
        'MIME type: message/x.rsocket.routing.v0',
        'length: 10',
        'content',
        'route: a.b.c',
        'tag: tag',
        'entry',
        'MIME type: application/json',
        'length: 2',
        'content',
        'text: {}',
      ],
      problems: [],
    });
  });

  it.each([
    ['one less than it is, as Java and JavaScript write it', '05746578742f78 000002 6162'],
    ['as it is, as the specification says', '06746578742f78 000002 6162'],
  ])('has custom types with the length %s', (_, content) => {
    expect(read(content)).toMatchObject({
      fields: [
        'entry',
        'MIME type length: 6',
        'MIME type: text/x',
        'length: 2',
        'content',
        'text: ab',
      ],
      problems: [],
    });
  });

  it('goes on after an entry of an unknown id', () => {
    const { fields, problems } = read(`b0${metadata('00ff')}85${metadata('7b7d')}`);
    expect(fields).toContain('MIME type: 0x30');
    expect(fields).toContain('bytes: 00 ff');
    expect(fields).toContain('text: {}');
    expect(problems).toEqual(['unknown-type@9']);
  });

  it('shows what is there of an entry that goes beyond the end', () => {
    const { fields, problems } = read('85000009 7b7d');
    expect(fields).toContain('text: {}');
    expect(problems).toEqual(['truncated@13']);
  });

  it('is known without SETUP by its form alone, and nothing else is', () => {
    const late = (content: string) => {
      const socket = new Socket();
      socket.sent(frame(1, 4, 0));
      return fieldsOf(socket.sent(frame(3, 4, 0x100, metadata(content)))).slice(4);
    };
    expect(late(`fe${metadata('0161')}`)).toContain('route: a');
    expect(late(ascii('secret'))).toEqual(['unknown: 6']);
  });
});

describe('metadata of another type', () => {
  it.each([
    ['message/x.rsocket.routing.v0', '0161', ['route: a']],
    ['text/plain', ascii('hello'), ['text: hello']],
    ['application/x', '00ff', ['bytes: 00 ff']],
    [
      'message/x.rsocket.tracing-zipkin.v0',
      'ac 00000000000000010000000000000002 0000000000000003 0000000000000004',
      [
        'tracing flags: ids, sample, 128 bits, parent',
        'trace id: 00000000000000010000000000000002',
        'span id: 0000000000000003',
        'parent span id: 0000000000000004',
      ],
    ],
    ['message/x.rsocket.tracing-zipkin.v0', '10', ['tracing flags: not sampled']],
  ])('%s is read by that type', (mime, content, fields) => {
    expect(read(content, mime)).toMatchObject({ fields, problems: [] });
  });
});

describe('authentication metadata', () => {
  const auth = (content: string) => read(`fc${metadata(content)}`);

  it.each([
    [
      'simple',
      `80 0005 ${ascii('alice')} ${ascii('pa55word')}`,
      ['type: simple', 'user name length: 5', 'user name: al…', 'password: •••'],
    ],
    [
      'simple with a short name',
      `80 0003 ${ascii('bob')} ${ascii('pa55word')}`,
      ['type: simple', 'user name length: 3', 'user name: •••', 'password: •••'],
    ],
    ['bearer', `81 ${ascii('eyJsecret')}`, ['type: bearer', 'token: •••']],
    [
      'custom, its length one less',
      `05${ascii('digest')}${ascii('pa55word')}`,
      ['type length: 6', 'type: digest', 'credentials: •••'],
    ],
    [
      'bearer by name, its length as it is',
      `06${ascii('bearer')}${ascii('eyJsecret')}`,
      ['type length: 6', 'type: bearer', 'token: •••'],
    ],
  ])('%s never shows what is secret', (_, content, fields) => {
    const { units, fields: shown, problems } = auth(content);
    expect(shown.slice(4)).toEqual(fields);
    expect(problems).toEqual([]);
    const all = JSON.stringify(
      flat(units[0]?.layer.fields() ?? []).map(({ value, note }) => `${value} ${note}`),
    );
    for (const secret of ['alice', 'bob', 'pa55word', 'eyJsecret']) {
      expect(all).not.toContain(secret);
    }
  });

  it('hides credentials of an unknown type, and those cut short', () => {
    const unknown = auth(`89${ascii('pa55word')}`);
    expect(unknown.fields.slice(-2)).toEqual(['type: 0x89', 'credentials: •••']);
    expect(unknown.problems).toEqual(['unknown-type@13']);
    const short = auth(`80 0050 ${ascii('pa55word')}`);
    expect(short.fields.join()).not.toContain('pa55');
    expect(short.problems).toEqual(['truncated@16']);
  });
});

describe('the MIME type of data', () => {
  const request = (content: string) => frame(1, 6, 0x100, '00000009', metadata(content), '7b7d');
  const mimeOf = (units: ReturnType<Socket['sent']>) => units[0]?.layer.inner?.mime;

  it('is that of SETUP', () => {
    const socket = Socket.after(setup(undefined, 'Application/JSON; x=y'));
    expect(mimeOf(socket.sent(frame(1, 4, 0, '7b7d')))).toBe('application/json');
    expect(mimeOf(socket.received(frame(1, 10, 0x60, '7b7d')))).toBe('application/json');
  });

  it.each([
    ['well-known', '81'],
    ['custom, its length one less', `0f${ascii('application/cbor')}`],
    ['custom, its length as it is', `10${ascii('application/cbor')}`],
  ])('is for one stream what its metadata says: %s', (_, type) => {
    const socket = Socket.after();
    expect(mimeOf(socket.sent(request(`fa${metadata(type)}`)))).toBe('application/cbor');
    expect(mimeOf(socket.received(frame(1, 10, 0x20, '7b7d')))).toBe('application/json');
  });

  it('is for the answers the only one that is accepted, or what they say themselves', () => {
    const socket = Socket.after();
    socket.sent(request(`fb${metadata('a1')}`));
    expect(mimeOf(socket.received(frame(1, 10, 0x20, '7b7d')))).toBe('text/plain');
    const saying = frame(1, 10, 0x120, metadata(`fa${metadata('81')}`), '7b7d');
    expect(mimeOf(socket.received(saying))).toBe('application/cbor');
    expect(mimeOf(socket.received(frame(1, 10, 0x20, '7b7d')))).toBe('application/cbor');
  });

  it('is not known where SETUP was not captured', () => {
    const socket = new Socket();
    expect(mimeOf(socket.sent(frame(1, 4, 0, '7b7d')))).toBeUndefined();
  });
});

describe('custom types', () => {
  it('of several entries keep to one convention', () => {
    const { fields, problems } = read(typed('a/b', '78') + typed('text/y', '79'));
    expect(fields.filter((field) => field.startsWith('MIME type:'))).toEqual([
      'MIME type: a/b',
      'MIME type: text/y',
    ]);
    expect(problems).toEqual([]);
  });
});
