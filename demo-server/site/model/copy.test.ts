import { describe, expect, test } from 'vitest';
import { Board, type BoardState } from '../../shared/board.ts';
import { SharedDocument } from '../../shared/document.ts';
import type { TopicMessage } from '../../wire/topic/message.ts';
import { Copy } from './copy.ts';

/** Moves of one game, and where it stands after the first so many. */
const MOVES = ['X b2', 'O a1', 'X c1', 'O a3', 'X a2', 'O c2'];
const move = (id: number, text = MOVES[id - 1] ?? 'new'): TopicMessage => ({
  ...{ id, topic: 'board', type: 'move', time: 1000 * id, from: 'kim', text },
});
function boardAfter(moves: number): BoardState {
  const board = new Board();
  for (let id = 1; id <= moves; id += 1) board.take(move(id));
  return board.state;
}

/** A copy whose server answers a reading when it is told to, with how far the game is then. */
function copyOfBoard() {
  const answers: ((state: BoardState | undefined) => void)[] = [];
  const copy = new Copy(
    new Board(),
    () => new Promise<BoardState | undefined>((answer) => answers.push(answer)),
    () => Promise.resolve(),
  );
  const answer = async (state: BoardState | undefined) => {
    answers.shift()?.(state);
    await new Promise(setImmediate);
  };
  return { copy, answer, asked: () => answers.length };
}

describe('a copy of what all share', () => {
  test('reads the whole once, then carries out what comes', async () => {
    const { copy, answer } = copyOfBoard();
    void copy.readWhole();
    expect(copy.state.value).toBeUndefined();
    await answer(boardAfter(2));
    copy.take(move(3));
    expect(copy.state.value).toEqual(boardAfter(3));
    expect(copy.reads.value).toBe(1);
  });

  test('begins with a message as well: a poll brings some before it is known to work', async () => {
    const { copy, answer, asked } = copyOfBoard();
    copy.take(move(2));
    void copy.readWhole();
    expect(asked()).toBe(1);
    await answer(boardAfter(2));
    expect(copy.state.value).toEqual(boardAfter(2));
  });

  test('does nothing twice that came while the whole was read', async () => {
    const { copy, answer, asked } = copyOfBoard();
    void copy.readWhole();
    for (const id of [1, 2, 3]) copy.take(move(id));
    await answer(boardAfter(2));
    expect(copy.state.value).toEqual(boardAfter(3));
    copy.take(move(3));
    expect(copy.state.value).toEqual(boardAfter(3));
    expect(asked()).toBe(0);
  });

  test('reads the whole again when numbers are missing, and misses nothing', async () => {
    const { copy, answer, asked } = copyOfBoard();
    void copy.readWhole();
    await answer(boardAfter(1));
    copy.take(move(4));
    expect(asked()).toBe(1);
    copy.take(move(5));
    await answer(boardAfter(4));
    expect(copy.state.value).toEqual(boardAfter(5));
    expect(copy.state.value?.missed).toBe(0);
    expect(copy.reads.value).toBe(2);
  });

  test('asks again where the answer is older than what it heard, but not for ever', async () => {
    const { copy, answer, asked } = copyOfBoard();
    copy.take(move(4));
    await answer(boardAfter(2));
    expect([copy.state.value, asked()]).toEqual([undefined, 1]);
    await answer(boardAfter(3));
    expect(copy.state.value).toEqual(boardAfter(4));
    copy.take(move(6));
    for (let attempt = 1; attempt <= 4; attempt += 1) await answer(boardAfter(4));
    expect(asked()).toBe(0);
    expect(copy.state.value).toMatchObject({ version: 6, missed: 1 });
  });

  test('reads the whole again when numbers begin anew', async () => {
    const { copy, answer } = copyOfBoard();
    void copy.readWhole();
    await answer(boardAfter(4));
    copy.take(move(5));
    copy.take(move(1));
    await answer(boardAfter(1));
    expect(copy.state.value).toEqual(boardAfter(1));
  });

  test('goes on as it was when the server is away, and catches up with the next message', async () => {
    const { copy, answer } = copyOfBoard();
    void copy.readWhole();
    await answer(boardAfter(1));
    copy.take(move(3));
    await answer(undefined);
    expect(copy.state.value).toEqual(boardAfter(1));
    copy.take(move(4));
    await answer(boardAfter(4));
    expect(copy.state.value).toEqual(boardAfter(4));
  });

  test('forgets with its lane', async () => {
    const { copy, answer } = copyOfBoard();
    void copy.readWhole();
    await answer(boardAfter(4));
    copy.forget();
    expect([copy.state.value, copy.reads.value]).toEqual([undefined, 0]);
    void copy.readWhole();
    copy.forget();
    await answer(boardAfter(4));
    expect(copy.state.value).toBeUndefined();
  });
});

test('whoever goes on from a copy comes to the same', () => {
  const [first, second] = [new SharedDocument(), new SharedDocument()];
  const say = (id: number, text: string): TopicMessage => ({
    ...{ id, topic: 'document', type: 'operation', time: id, from: 'lee', text },
  });
  const texts = [
    'insert 0 @0 one',
    'insert 1 @1 two',
    'set 1 @1 three',
    'set 1 @1 late',
    'delete 2 @4',
  ];
  for (const [index, text] of texts.entries()) {
    first.take(say(index + 1, text));
    if (index === 1) second.goOnFrom(first.state);
    if (index > 1) second.take(say(index + 1, text));
  }
  expect(second.state).toEqual(first.state);
  expect(first.state.conflicts).toBe(1);
});
