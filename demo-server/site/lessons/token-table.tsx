import { useMemo } from 'preact/hooks';
import { words } from '../words/words.ts';
import { DOORS, TOKENS, TokenTrials, trialOf } from './token-trials.ts';

/** Good and bad tokens at every door, and how each is answered. */
export function TokenTable({ client }: { client: string }) {
  const trials = useMemo(() => new TokenTrials(client), [client]);
  const { experiments } = words.value;
  const answers = trials.answers.value;
  return (
    <div class="token-trials">
      <div class="row">
        <button type="button" onClick={() => void trials.run()} disabled={trials.isRunning.value}>
          {experiments.tryAll}
        </button>
      </div>
      <div class="scrolling">
        <table>
          <thead>
            <tr>
              <th scope="col">{experiments.tokenColumn}</th>
              {DOORS.map((door) => (
                <th key={door} scope="col">
                  {experiments.doors[door]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {TOKENS.map((kind) => (
              <tr key={kind} data-token={kind}>
                <th scope="row">{experiments.tokens[kind]}</th>
                {DOORS.map((door) => {
                  const answer = answers.get(trialOf(kind, door));
                  return (
                    <td
                      key={door}
                      data-door={door}
                      class={answer && (answer.isIn ? 'let-in' : 'refused')}
                    >
                      {answer?.text ?? '–'}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="fine">{experiments.unseenStatus}</p>
    </div>
  );
}
