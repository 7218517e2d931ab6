import { describe, expect, it } from 'vitest';
import { Dialogue, headersOf, kindsOf } from './dialogue.fixture.ts';

describe('headers', () => {
  const head = 'subscription:0\nmessage-id:1\ndestination:/t\n';

  it.each([
    ['1.2', 'a:x\\\\ny', 'a', 'x\\ny'],
    ['1.2', 'a\\cb:\\r\\n\\c\\\\', 'a:b', '\r\n:\\'],
    ['1.1', 'a\\cb:\\n\\c\\\\', 'a:b', '\n:\\'],
    ['1.0', 'a\\cb:\\n\\c', 'a\\cb', '\\n\\c'],
    ['1.0', 'a : x ', 'a', 'x'],
    ['1.1', 'a : x ', 'a ', ' x '],
    ['1.2', 'a : x ', 'a ', ' x '],
    ['1.2', 'a:', 'a', ''],
    ['1.2', 'a:b:c', 'a', 'b:c'],
    ['1.2', '__proto__:x', '__proto__', 'x'],
    ['1.2', 'constructor:x', 'constructor', 'x'],
    ['1.2', 'é:€😀', 'é', '€😀'],
  ])('in %s, %j is %j: %j', (version, line, name, value) => {
    const dialogue = Dialogue.connected(version);
    const [unit] = dialogue.received(`MESSAGE\n${head}${line}\n\n\0`);
    expect(headersOf(unit).at(-1)).toEqual([name, value]);
    expect(kindsOf(unit)).toEqual([]);
  });

  it.each([
    ['1.1', 'a:x\\ry', 'x\\ry', 3],
    ['1.1', 'a:\\t', '\\t', 2],
    ['1.2', 'é:€\\t', '€\\t', 6],
    ['1.2', 'a:x\\', 'x\\', 3],
    ['1.2', 'a\\tb:x', 'x', 1],
  ])('in %s, %j has an escape that does not exist', (version, line, value, at) => {
    const [unit] = Dialogue.connected(version).received(`MESSAGE\n${head}${line}\n\n\0`);
    expect(headersOf(unit).at(-1)?.[1]).toBe(value);
    expect(unit?.layer.problems).toMatchObject([
      { kind: 'bad-escape', offset: `MESSAGE\n${head}`.length + at },
    ]);
  });

  it('are never unescaped in CONNECT and CONNECTED, but in STOMP they are', () => {
    const dialogue = new Dialogue('v12.stomp');
    const connect = 'accept-version:1.2\nhost:h\nlogin:a\\cb\n\n\0';
    expect(headersOf(dialogue.sent(`CONNECT\n${connect}`)[0]).at(-1)).toEqual(['login', 'a\\cb']);
    expect(headersOf(dialogue.sent(`STOMP\n${connect}`)[0]).at(-1)).toEqual(['login', 'a:b']);
    const [unit] = dialogue.received('CONNECTED\nversion:1.2\nserver:a\\cb\n\n\0');
    expect(headersOf(unit).at(-1)).toEqual(['server', 'a\\cb']);
    expect(kindsOf(unit)).toEqual([]);
  });

  it('that are repeated stay in order, and the first counts', () => {
    const [unit] = new Dialogue('v12.stomp').sent('SEND\ndestination:/a\ndestination:/b\n\n\0');
    expect(unit?.layer.summary).toBe('SEND /a');
    expect(unit?.channel?.name).toBe('/a');
    expect(unit?.layer.fields().slice(1)).toMatchObject([
      { value: '/a' },
      { value: '/b', note: 'repeated: the first one counts' },
    ]);
  });

  it.each([
    ['1.2', []],
    ['1.1', ['carriage-return']],
    ['1.0', ['carriage-return']],
  ])('in %s may end with CR LF or not', (version, kinds) => {
    const wire = 'MESSAGE\r\nsubscription:0\r\nmessage-id:1\r\ndestination:/t\r\n\r\nx\r\n\0';
    const [unit] = Dialogue.connected(version).received(wire);
    expect(headersOf(unit).at(-1)).toEqual(['destination', '/t']);
    expect(unit?.layer.inner?.payload.text).toBe('x\r\n');
    expect(kindsOf(unit)).toEqual(kinds);
  });
});

describe('the version', () => {
  const escaped = 'MESSAGE\nsubscription:0\nmessage-id:1\ndestination:a\\cb\n\n\0';

  it.each([
    ['v10.stomp', 'a\\cb'],
    ['v11.stomp', 'a:b'],
    ['v12.stomp', 'a:b'],
    [undefined, 'a:b'],
  ])('is that of the subprotocol %s before CONNECTED', (subprotocol, destination) => {
    const [unit] = new Dialogue(subprotocol).received(escaped);
    expect(unit?.channel?.name).toBe(destination);
  });

  it.each([
    ['version:1.0', 'a\\cb'],
    ['server:x', 'a\\cb'],
    ['version:1.1', 'a:b'],
  ])('is what CONNECTED says: %s', (header, destination) => {
    const dialogue = new Dialogue('v12.stomp');
    dialogue.received(`CONNECTED\n${header}\n\n\0`);
    expect(dialogue.received(escaped)[0]?.channel?.name).toBe(destination);
  });

  it('is the newest that CONNECT offers, for frames sent before the answer', () => {
    const dialogue = new Dialogue();
    dialogue.sent('CONNECT\nlogin:x\n\n\0');
    expect(dialogue.sent('SEND\ndestination:a\\cb\n\n\0')[0]?.channel?.name).toBe('a\\cb');
    dialogue.sent('CONNECT\naccept-version:1.0,1.1\nhost:h\n\n\0');
    const [unit] = dialogue.sent('SEND\ndestination:a\\c\\r\n\n\0');
    expect(kindsOf(unit)).toEqual(['bad-escape']);
  });

  it.each([
    ['10,20', '30,40', 'the client sends one every 40 ms, the server one every 30 ms'],
    ['0,20', '30,40', 'the client sends none, the server one every 30 ms'],
    ['10,0', '30,40', 'the client sends one every 40 ms, the server none'],
    ['10,20', '0,0', 'the client sends none, the server none'],
  ])('comes with the heart-beats of %s and %s', (client, server, note) => {
    const dialogue = new Dialogue();
    dialogue.sent(`CONNECT\naccept-version:1.2\nhost:h\nheart-beat:${client}\n\n\0`);
    const [unit] = dialogue.received(`CONNECTED\nversion:1.2\nheart-beat:${server}\n\n\0`);
    expect(unit?.layer.fields().at(-1)?.note).toBe(note);
  });
});
