import { Refusal } from '../refusal.ts';
import type { TopicMessage } from '../wire/topic/message.ts';
import { BEGINNING, type SharedThing, type Standing, standingAfter } from './shared-thing.ts';

export type Mark = 'X' | 'O';

/** Fields by name, row by row: a letter for the column, a number for the row. */
export const CELLS = ['a1', 'b1', 'c1', 'a2', 'b2', 'c2', 'a3', 'b3', 'c3'] as const;
export type Cell = (typeof CELLS)[number];

/** The board, as `GET /api/board` gives it. */
export interface BoardState extends Standing {
  /** Running number of the game, from 1. */
  readonly game: number;
  readonly cells: Readonly<Record<Cell, Mark | null>>;
  /** Whose turn it is; null when the game is over. */
  readonly turn: Mark | null;
  readonly outcome: 'playing' | 'X wins' | 'O wins' | 'draw';
}

type Move = { readonly kind: 'new' } | { readonly kind: 'mark'; mark: Mark; cell: Cell };

const LINES = ['a1 b1 c1', 'a2 b2 c2', 'a3 b3 c3', 'a1 a2 a3', 'b1 b2 b3', 'c1 c2 c3']
  .concat('a1 b2 c3', 'c1 b2 a3')
  .map((line) => CELLS.filter((cell) => line.includes(cell)));

/**
 * Three in a row, played by whoever likes. A message's text is a move, `X b2`, or `new` for another
 * game; what follows after a space is a remark. X begins.
 */
export class Board implements SharedThing<BoardState> {
  readonly messageType = 'move';
  private marks = new Map<Cell, Mark>();
  private game = 1;
  private standing = BEGINNING;

  get state(): BoardState {
    const { standing, game, marks, outcome } = this;
    const turn = outcome === 'playing' ? this.next : null;
    return { ...standing, game, cells: onEveryCell(marks), turn, outcome };
  }

  check(text: string): void {
    const refusal = this.refusalOf(moveIn(text));
    if (refusal) throw refusal;
  }

  take({ id, text }: TopicMessage): void {
    const move = moveIn(text);
    const isDone = this.refusalOf(move) === undefined;
    if (isDone && move?.kind === 'new') this.begin(this.game + 1);
    else if (isDone && move?.kind === 'mark') this.marks.set(move.cell, move.mark);
    this.standing = standingAfter(this.standing, id, isDone);
  }

  goOnFrom({ version, missed, ignored, game, cells }: BoardState): void {
    this.begin(game);
    for (const cell of CELLS) {
      const mark = cells[cell];
      if (mark) this.marks.set(cell, mark);
    }
    this.standing = { version, missed, ignored };
  }

  forget(): void {
    this.begin(1);
    this.standing = BEGINNING;
  }

  private begin(game: number): void {
    this.game = game;
    this.marks = new Map();
  }

  private get next(): Mark {
    return this.marks.size % 2 === 0 ? 'X' : 'O';
  }

  private get outcome(): BoardState['outcome'] {
    const [first] = wonBy(onEveryCell(this.marks));
    const winner = first && this.marks.get(first);
    if (winner) return `${winner} wins`;
    return this.marks.size === CELLS.length ? 'draw' : 'playing';
  }

  private refusalOf(move: Move | undefined): Refusal | undefined {
    if (!move) return new Refusal(400, 'That is no move.', 'Write X b2, O c3 or new.');
    if (move.kind === 'new') return undefined;
    const { outcome, next } = this;
    if (outcome !== 'playing')
      return new Refusal(409, `The game is over: ${outcome}.`, 'Write new for another one.');
    if (move.mark !== next)
      return new Refusal(409, `It is not the turn of ${move.mark}.`, `${next} moves now.`);
    const taken = this.marks.get(move.cell);
    if (!taken) return undefined;
    const free = CELLS.filter((cell) => !this.marks.has(cell));
    return new Refusal(409, `${move.cell} is taken by ${taken}.`, `Free are ${free.join(', ')}.`);
  }
}

/** The three cells that won the game; none while nobody has. */
export function wonBy(cells: BoardState['cells']): readonly Cell[] {
  const isWon = ([first, ...others]: readonly Cell[]) =>
    first !== undefined &&
    cells[first] !== null &&
    others.every((cell) => cells[cell] === cells[first]);
  return LINES.find(isWon) ?? [];
}

function onEveryCell(marks: ReadonlyMap<Cell, Mark>): Record<Cell, Mark | null> {
  const on = (cell: Cell) => marks.get(cell) ?? null;
  return {
    ...{ a1: on('a1'), b1: on('b1'), c1: on('c1') },
    ...{ a2: on('a2'), b2: on('b2'), c2: on('c2') },
    ...{ a3: on('a3'), b3: on('b3'), c3: on('c3') },
  };
}

function moveIn(text: string): Move | undefined {
  if (/^new(?!\S)/.test(text)) return { kind: 'new' };
  const [, mark, name] = /^([XO]) ([a-c][1-3])(?!\S)/.exec(text) ?? [];
  const cell = CELLS.find((known) => known === name);
  return cell && (mark === 'X' || mark === 'O') ? { kind: 'mark', mark, cell } : undefined;
}
