import { type BoardState, CELLS, wonBy } from '../../shared/board.ts';
import type { SharedTopic } from '../model/shared-topic.ts';
import { words } from '../words/words.ts';
import { Copies } from './copies.tsx';
import { countText } from './format.ts';
import { writerName } from './writer-name.ts';

/** The board that all play on. A click is a move of whoever's turn it is, as this copy sees it. */
export function BoardView({ topic }: { topic: SharedTopic<BoardState> }) {
  const { shared } = words.value;
  return (
    <Copies topic={topic}>
      {(state, lane) => {
        const play = (text: string) => void topic.write(writerName(lane.transport), text);
        return (
          <div class="board">
            <Cells state={state} play={play} />
            <div class="board-side">
              <p>{shared.game(countText(state.game))}</p>
              <p class="outcome-now" aria-live="polite">
                {outcomeText(state)}
              </p>
              <button type="button" onClick={() => play('new')}>
                {shared.newGame}
              </button>
            </div>
          </div>
        );
      }}
    </Copies>
  );
}

function Cells(props: { readonly state: BoardState; readonly play: (text: string) => void }) {
  const { cells, turn } = props.state;
  const { shared } = words.value;
  const won = wonBy(cells);
  return (
    <div class="cells">
      {CELLS.map((cell) => {
        const mark = cells[cell];
        return (
          <button
            key={cell}
            type="button"
            class={`cell ${mark ?? ''} ${won.includes(cell) ? 'won' : ''}`}
            data-cell={cell}
            aria-label={shared.cell(cell, mark ?? shared.free)}
            disabled={mark !== null || turn === null}
            onClick={() => props.play(`${turn} ${cell}`)}
          >
            {mark}
          </button>
        );
      })}
    </div>
  );
}

function outcomeText({ outcome, turn }: BoardState): string {
  const { shared } = words.value;
  switch (outcome) {
    case 'playing':
      return shared.turn(turn ?? '');
    case 'X wins':
      return shared.wins('X');
    case 'O wins':
      return shared.wins('O');
    case 'draw':
      return shared.draw;
  }
}
