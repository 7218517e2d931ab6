import type { Board } from '../shared/board.ts';
import { CELLS } from '../shared/board.ts';
import { pick, randomFrom } from './random.ts';
import type { Story } from './story.ts';

const PLAYERS = { X: 'kim', O: 'lee' } as const;

/** Two who play on the shared board, at random but by the rules, game after game. */
export function boardStory(seed: number, board: Board): Story {
  const random = randomFrom(seed);
  return () => {
    const { turn, cells } = board.state;
    const [first, ...others] = CELLS.filter((cell) => cells[cell] === null);
    if (turn === null || first === undefined) return { type: 'move', from: 'noor', text: 'new' };
    const text = `${turn} ${pick(random, [first, ...others])}`;
    return { type: 'move', from: PLAYERS[turn], text };
  };
}
