import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../limits.ts';
import { SharedDocument } from './document.ts';
import { type Operation, operationIn, operationText } from './operation.ts';

const messageOf = (id: number, text: string, from = 'kim') => ({
  ...{ id, topic: 'document', type: 'operation', time: 0, from, text },
});

function documentAfter(...operations: string[]): SharedDocument {
  const document = new SharedDocument();
  for (const [index, text] of operations.entries()) document.take(messageOf(index + 1, text));
  return document;
}

const textsOf = ({ state }: SharedDocument) => state.lines.map(({ text }) => text);

describe('the document', () => {
  test.each<[string[], string[]]>([
    [
      ['insert 0 @0 a', 'insert 1 @1 b', 'insert 0 @2 c'],
      ['c', 'a', 'b'],
    ],
    [['insert 0 @0 a', 'set 1 @1 b'], ['b']],
    [['insert 0 @0 a', 'insert 1 @1 b', 'delete 1 @2 it was wrong'], ['b']],
    [
      ['insert 0 @0 a', 'insert 1 @1 b', 'delete 1 @2', 'insert 1 @2 late'],
      ['b', 'late'],
    ],
    [
      ['insert 0 @0 ', 'insert 1 @1'],
      ['', ''],
    ],
  ])('%j gives %j', (operations, texts) => {
    expect(textsOf(documentAfter(...operations))).toEqual(texts);
  });

  test('of two who write on one line, keeps the later, and says what was overwritten unseen', () => {
    const document = documentAfter('insert 0 @0 a', 'set 1 @1 kim’s', 'set 1 @1 lee’s');
    expect(document.state).toEqual({
      ...{ version: 3, missed: 0, ignored: 0, conflicts: 1 },
      lines: [{ id: 1, text: 'lee’s', from: 'kim', version: 3, overwrote: 2 }],
    });
    document.take(messageOf(4, 'set 1 @3 both'));
    expect(document.state.lines).toEqual([{ id: 1, text: 'both', from: 'kim', version: 4 }]);
  });

  test.each([
    ['hello', 400, 'no operation'],
    ['insert 0 a', 400, 'no operation'],
    ['insert 0 @0 two\nlines', 400, 'no operation'],
    ['set 1 @9 x', 409, 'no version 9 yet'],
    ['set 7 @1 x', 409, 'no line 7'],
    ['delete 7 @1', 409, 'no line 7'],
  ])('refuses %j with %i: %s', (text, statusCode, message) => {
    expect(() => documentAfter('insert 0 @0 a').check(text)).toThrow(
      expect.objectContaining({ statusCode, message: expect.stringContaining(message) }),
    );
  });

  test('does not grow without end', () => {
    const document = new SharedDocument();
    for (let id = 1; id <= LIMITS.documentLines; id += 1)
      document.take(messageOf(id, `insert 0 @${id - 1} x`));
    expect(() => document.check('insert 0 @0 one more')).toThrow('lines already');
    document.take(messageOf(LIMITS.documentLines + 1, 'insert 0 @0 one more'));
    expect(document.state).toMatchObject({ ignored: 1 });
    expect(document.state.lines).toHaveLength(LIMITS.documentLines);
  });

  test('ignores what has become impossible, and counts what it missed', () => {
    const document = documentAfter('insert 0 @0 a', 'delete 1 @1', 'set 1 @1 too late');
    document.take(messageOf(6, 'insert 0 @3 after a gap'));
    expect(document.state).toMatchObject({ version: 6, ignored: 1, missed: 2 });
  });
});

const OPERATION: fc.Arbitrary<Operation> = fc
  .record({
    kind: fc.constantFrom('insert', 'set', 'delete'),
    line: fc.nat(12),
    base: fc.nat(12),
    text: fc.string(),
  })
  .map(({ kind, line, base, text }) =>
    kind === 'delete' ? { kind, line, base } : { kind, line, base, text },
  );

test('operations are read as they were written', () => {
  fc.assert(
    fc.property(OPERATION, (operation) => {
      expect(operationIn(operationText(operation))).toEqual(operation);
    }),
  );
});

/** What a page does that has read the lines once and hears the operations from then on. */
function follow(lines: { id: number; text: string }[], id: number, operation: Operation): void {
  const at = lines.findIndex((line) => line.id === operation.line);
  if (operation.kind === 'insert') {
    const place = operation.line === 0 ? 0 : at < 0 ? lines.length : at + 1;
    lines.splice(place, 0, { id, text: operation.text });
  } else if (at >= 0) {
    if (operation.kind === 'delete') lines.splice(at, 1);
    else lines.splice(at, 1, { id: operation.line, text: operation.text });
  }
}

test('whoever begins at any version and follows comes to the same lines', () => {
  fc.assert(
    fc.property(fc.array(OPERATION, { maxLength: 30 }), fc.nat(30), (operations, begin) => {
      const document = new SharedDocument();
      let page: { id: number; text: string }[] = [];
      for (const [index, operation] of operations.entries()) {
        if (index <= begin) page = document.state.lines.map(({ id, text }) => ({ id, text }));
        document.take(messageOf(index + 1, operationText(operation)));
        follow(page, index + 1, operation);
      }
      expect(document.state.lines.map(({ id, text }) => ({ id, text }))).toEqual(page);
    }),
  );
});
