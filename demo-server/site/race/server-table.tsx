import { bytesText } from '../view/format.ts';
import { words } from '../words/words.ts';
import type { ServerFigures } from './metrics.ts';

/** What the server's process held before and during the race, all ways together. */
export function ServerTable(props: {
  readonly before: ServerFigures;
  readonly during: ServerFigures;
}) {
  const said = words.value.race;
  const { before, during } = props;
  const total = (of: ServerFigures) =>
    Object.values(of.connections).reduce((sum, count) => sum + count, 0);
  const list = (of: ServerFigures) =>
    Object.entries(of.connections)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  return (
    <section class="card">
      <h2>{said.serverTitle}</h2>
      <p class="fine">{said.serverWhat}</p>
      <table class="race-table server-table">
        <thead>
          <tr>
            <td />
            <th scope="col">{said.before}</th>
            <th scope="col">{said.during}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{said.memory}</th>
            <td>{bytesText(before.memory)}</td>
            <td>{bytesText(during.memory)}</td>
          </tr>
          <tr>
            <th scope="row">{said.open}</th>
            <td title={list(before)}>{total(before)}</td>
            <td>
              {total(during)} <small>{list(during)}</small>
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}
