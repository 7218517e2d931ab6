import { describe, expect, test } from 'vitest';
import { Board } from './board.ts';

const messageOf = (id: number, text: string) => ({
  ...{ id, topic: 'board', type: 'move', time: 0, from: 'kim', text },
});

function boardAfter(...moves: string[]): Board {
  const board = new Board();
  for (const [index, text] of moves.entries()) {
    board.check(text);
    board.take(messageOf(index + 1, text));
  }
  return board;
}

describe('the board', () => {
  test('begins empty, with X', () => {
    expect(new Board().state).toMatchObject({
      ...{ version: 0, game: 1, turn: 'X', outcome: 'playing', missed: 0, ignored: 0 },
      cells: { a1: null, b2: null, c3: null },
    });
  });

  test.each<[string[], string, string | null]>([
    [['X b2', 'O a1 – well played'], 'playing', 'X'],
    [['X a1', 'O a2', 'X b1', 'O b2', 'X c1'], 'X wins', null],
    [['X a1', 'O c1', 'X a2', 'O b2', 'X b1', 'O a3'], 'O wins', null],
    [['X a1', 'O a2', 'X b2', 'O b1', 'X c3'], 'X wins', null],
    [['X a1', 'O b1', 'X c1', 'O b2', 'X a2', 'O c2', 'X b3', 'O a3', 'X c3'], 'draw', null],
  ])('after %j: %s', (moves, outcome, turn) => {
    expect(boardAfter(...moves).state).toMatchObject({ outcome, turn, version: moves.length });
  });

  test('another game begins with new, in whatever state the last one is', () => {
    const { state } = boardAfter('X b2', 'new', 'X b2');
    expect(state).toMatchObject({ game: 2, turn: 'O', cells: { b2: 'X', a1: null } });
  });

  test.each([
    [[], 'hello', 400, 'no move'],
    [[], 'X d4', 400, 'no move'],
    [[], 'X b2!', 400, 'no move'],
    [[], 'newer', 400, 'no move'],
    [[], 'O b2', 409, 'not the turn of O'],
    [['X b2'], 'O b2', 409, 'b2 is taken by X'],
    [['X a1', 'O a2', 'X b1', 'O b2', 'X c1'], 'O c2', 409, 'over: X wins'],
  ])('after %j, %j is refused with %i: %s', (moves, text, statusCode, message) => {
    const board = boardAfter(...moves);
    expect(() => board.check(text)).toThrow(
      expect.objectContaining({ statusCode, message: expect.stringContaining(message) }),
    );
    const before = board.state;
    board.take(messageOf(moves.length + 1, text));
    const after = { ...before, version: moves.length + 1, ignored: 1 };
    expect(board.state).toEqual(after);
  });

  test('counts what it has missed', () => {
    const board = boardAfter('X b2');
    board.take(messageOf(5, 'O a1'));
    expect(board.state).toMatchObject({ version: 5, missed: 3, cells: { b2: 'X', a1: 'O' } });
    board.forget();
    expect(board.state).toEqual(new Board().state);
  });
});
