import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Unit } from '../contract.ts';
import { Dialogue, headersOf, kindsOf } from './dialogue.fixture.ts';

describe('frames in messages', () => {
  const frame = 'SEND\ndestination:/a\n\nx\0';
  const summaries = (units: readonly Unit[]) => units.map((unit) => unit.layer.summary);

  it('may be several in one', () => {
    const units = new Dialogue('v12.stomp').sent(frame + frame + frame);
    expect(summaries(units)).toEqual(['SEND /a', 'SEND /a', 'SEND /a']);
  });

  it('may be one in several', () => {
    const dialogue = new Dialogue('v12.stomp');
    expect([...'SEND\ndestination:/a\n\nx'].flatMap((letter) => dialogue.sent(letter))).toEqual([]);
    expect(summaries(dialogue.sent('\0'))).toEqual(['SEND /a']);
  });

  it('are apart for each direction', () => {
    const dialogue = new Dialogue('v12.stomp');
    dialogue.sent('SEND\ndestination:/a\n\nha');
    const message = 'MESSAGE\nsubscription:0\nmessage-id:1\ndestination:/t\n\n\0';
    expect(summaries(dialogue.received(message))).toEqual(['MESSAGE /t']);
    const [unit] = dialogue.sent('lf\0');
    expect(unit?.layer.inner?.payload.text).toBe('half');
  });

  it('may be followed by line ends, which belong to them', () => {
    const [unit, ...rest] = new Dialogue('v12.stomp').sent(`${frame}\n\r\n`);
    expect(rest).toEqual([]);
    expect(unit?.layer.payload.text).toBe(`${frame}\n\r\n`);
  });

  it('are kept alive by lone line ends', () => {
    const dialogue = new Dialogue('v12.stomp');
    dialogue.sent(frame);
    const [unit] = dialogue.sent('\n');
    expect(unit).toMatchObject({ isHeartbeat: true, layer: { summary: 'heart-beat' } });
    expect(summaries(dialogue.sent(`\r\n${frame}`))).toEqual(['heart-beat', 'SEND /a']);
  });
});

describe('content-length', () => {
  const send = (length: string, body: string) =>
    `SEND\ndestination:/a\ncontent-length:${length}\n\n${body}\0`;
  const bodies = (units: readonly Unit[]) => units.map((unit) => unit.layer.inner?.payload.text);

  it('counts bytes, and lets a body hold NUL', () => {
    const [unit] = new Dialogue('v12.stomp').sent(send('5', 'a\0é\0'));
    expect(bodies(unit ? [unit] : [])).toEqual(['a\0é\0']);
    expect(kindsOf(unit)).toEqual([]);
  });

  it.each([
    ['characters instead of bytes', send('1', 'é')],
    ['too little', send('1', 'abc')],
    ['nothing', send('0', 'abc')],
  ])('that says %s is given up', (_, wire) => {
    const units = new Dialogue('v12.stomp').sent(wire + send('1', 'x'));
    expect(units.map(kindsOf)).toEqual([['content-length'], []]);
    expect(units.map((unit) => unit.layer.summary)).toEqual(['SEND /a', 'SEND /a']);
    expect(bodies(units)[1]).toBe('x');
  });

  it.each([2, 10, 30, 60])('that says %d too much costs no other frame', (more) => {
    const dialogue = new Dialogue('v12.stomp');
    const wires = [send(`${1 + more}`, 'a'), send('1', 'b'), send('1', 'c'), send('1', 'd')];
    const units = [...wires.flatMap((wire) => dialogue.sent(wire)), ...dialogue.end()];
    expect(units.map(kindsOf)).toEqual([['content-length'], [], [], []]);
    expect(bodies(units)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('that says far too much is found out by the next message, not at the end', () => {
    const dialogue = new Dialogue('v12.stomp');
    expect(dialogue.sent(send('999999', 'a'))).toEqual([]);
    expect(bodies(dialogue.sent(send('1', 'b')))).toEqual(['a', 'b']);
  });

  it('that says too much in the last frame is found out at the end', () => {
    const dialogue = new Dialogue('v12.stomp');
    dialogue.sent(send('9', 'a'));
    expect(dialogue.end().map(kindsOf)).toEqual([['content-length']]);
  });

  it('that is right may hold what looks like another frame', () => {
    const body = 'x\0SEND\ndestination:/b\n\n\0';
    const units = new Dialogue('v12.stomp').sent(send(`${body.length}`, body));
    expect(bodies(units)).toEqual([body]);
  });

  it.each(['zz', '-1', '+1', '1.0', '', ' 1', '1e0', '0x1'])(
    '%j is none: the NUL counts',
    (length) => {
      const [unit, ...rest] = new Dialogue('v12.stomp').sent(send(length, 'abc'));
      expect(rest).toEqual([]);
      expect(kindsOf(unit)).toEqual(['bad-content-length']);
      expect(unit?.layer.inner?.payload.text).toBe('abc');
    },
  );

  it('counts the first time it is there', () => {
    const wire = 'SEND\ndestination:/a\ncontent-length:3\ncontent-length:1\n\na\0b\0';
    expect(bodies(new Dialogue('v12.stomp').sent(wire))).toEqual(['a\0b']);
  });
});

describe('a missing NUL', () => {
  const summaries = (units: readonly Unit[]) => units.map((unit) => unit.layer.summary);

  it('ends a frame where the next message begins another', () => {
    const dialogue = new Dialogue('v12.stomp');
    expect(dialogue.sent('SEND\ndestination:/a\n\none')).toEqual([]);
    const units = dialogue.sent('SEND\ndestination:/b\n\ntwo\0');
    expect(summaries(units)).toEqual(['SEND /a', 'SEND /b']);
    expect(units.map(kindsOf)).toEqual([['missing-nul'], []]);
    expect(units[0]?.sources).toEqual([{ message: 0, range: [0, 24] }]);
  });

  it('is expected of a peer that left it out once, so that its frames come at once', () => {
    const dialogue = new Dialogue('v12.stomp');
    dialogue.sent('CONNECT\naccept-version:1.2\nhost:h\n\n');
    expect(summaries(dialogue.sent('SUBSCRIBE\nid:0\ndestination:/a\n\n'))).toEqual([
      'CONNECT 1.2',
      'SUBSCRIBE /a',
    ]);
    expect(summaries(dialogue.sent('SEND\ndestination:/a\n\nx'))).toEqual(['SEND /a']);
    expect(summaries(dialogue.sent('\n'))).toEqual(['heart-beat']);
  });

  it('is seen by a heart-beat where the frame can have no body', () => {
    const dialogue = new Dialogue('v12.stomp');
    dialogue.received('CONNECTED\nversion:1.2\n\n');
    expect(summaries(dialogue.received('\n'))).toEqual(['CONNECTED 1.2', 'heart-beat']);
  });

  it('is not assumed while a body is still coming', () => {
    const dialogue = new Dialogue('v12.stomp');
    dialogue.sent('SEND\ndestination:/a\n\none ');
    expect(dialogue.sent('SEND two')).toEqual([]);
    const [unit] = dialogue.sent(' three\0');
    expect(unit?.layer.inner?.payload.text).toBe('one SEND two three');
  });
});

describe('what is malformed', () => {
  it.each([
    ['a header without colon', 'SEND\ndestination:/a\noops\nb:c\n\nx\0', ['header-without-colon']],
    ['an unknown command', 'SHOUT\na:b\n\nx\0', ['unknown-command']],
    ['a command in lower case', 'send\na:b\n\nx\0', ['unknown-command']],
    ['no blank line', 'SEND\ndestination:/a\0', ['missing-blank-line']],
    ['a required header that is missing', 'SEND\na:b\n\nx\0', ['missing-header']],
    ['a body where none may be', 'DISCONNECT\n\nbye\0', ['unexpected-body']],
  ])('%s is told, and the frame is shown', (_, wire, kinds) => {
    const [unit, next] = new Dialogue('v12.stomp').sent(`${wire}SEND\ndestination:/n\n\n\0`);
    expect(kindsOf(unit)).toEqual(kinds);
    expect(unit?.layer.payload.text).toBe(wire);
    expect(next?.layer.summary).toBe('SEND /n');
  });

  it('a header without colon does not run into the next line', () => {
    const [unit] = new Dialogue('v12.stomp').sent('SEND\ndestination:/a\noops\nb:c\n\nx\0');
    expect(headersOf(unit)).toEqual([
      ['destination', '/a'],
      ['oops', ''],
      ['b', 'c'],
    ]);
  });

  it('a head that is not UTF-8 keeps the offsets of the real bytes', () => {
    const wire = Uint8Array.from('SEND\ndestination:?\nb:c\n\n\0', (c) => c.charCodeAt(0));
    wire[17] = 0xff;
    const [unit] = new Dialogue('v12.stomp').feed('sent', Payload.ofBytes(wire));
    expect(unit?.layer.problems).toMatchObject([{ kind: 'invalid-utf-8', offset: 17 }]);
    expect(unit?.layer.fields().at(-1)).toMatchObject({ value: 'c', range: [19, 22] });
  });

  it('what is no frame is handed on, up to the next frame', () => {
    const frame = 'SEND\ndestination:/a\n\nx\0';
    const units = new Dialogue('v12.stomp').sent(`{"a":1}\0${frame}`);
    expect(units[0]).toMatchObject({ isForeign: true });
    expect(units[0]?.layer.inner?.payload.text).toBe('{"a":1}\0');
    expect(units[1]?.layer.summary).toBe('SEND /a');
  });

  it.each(['ping', 'hello\nworld', '{"a":1}', '\0\0', 'CONNECTX'])(
    '%j does not swallow the message after it',
    (junk) => {
      const dialogue = new Dialogue('v12.stomp');
      const units = [...dialogue.sent(junk), ...dialogue.sent('SEND\ndestination:/a\n\nx\0')];
      expect(units.map((unit) => unit.layer.payload.text)).toEqual([
        junk,
        'SEND\ndestination:/a\n\nx\0',
      ]);
      expect(kindsOf(units[0])).not.toEqual([]);
    },
  );

  it('a head that the end cuts off is shown with what came of it', () => {
    const dialogue = new Dialogue('v12.stomp');
    dialogue.sent('SEND\ndestination:/a\nreceipt:1');
    const [unit] = dialogue.end();
    expect(kindsOf(unit)).toEqual(['truncated']);
    expect(headersOf(unit)).toEqual([
      ['destination', '/a'],
      ['receipt', '1'],
    ]);
  });
});
