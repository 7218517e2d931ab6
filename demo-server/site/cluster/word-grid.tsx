import { inRanges } from '../model/gaps.ts';
import { now, useClock } from '../view/clock.ts';
import { words } from '../words/words.ts';
import type { ClusterState } from './cluster-state.ts';
import type { Company } from './company.ts';
import { type Fate, fateOf, lossesOf } from './loss.ts';

const ROWS = 14;
const SIGNS: Record<Fate, string> = { heard: '●', 'not-heard': '✕', away: '–', 'on-its-way': '…' };

/** Who heard what, and in words what was lost. */
export function WordGrid({ company, bus }: { company: Company; bus: ClusterState['bus'] }) {
  const said = words.value.cluster;
  const all = company.words.value;
  useClock(all.length > 0);
  const texts: Record<Fate, string> = {
    heard: said.didHear,
    'not-heard': said.didNotHear,
    away: said.wasAway,
    'on-its-way': '…',
  };
  if (all.length === 0) return <p class="nothing">{said.nobody}</p>;
  return (
    <section class="card">
      <h2>{said.grid}</h2>
      <p class="fine">{said.gridWhat}</p>
      <div class="scrolling">
        <table class="word-grid">
          <thead>
            <tr>
              <th scope="col">{said.word}</th>
              <th scope="col">{said.by}</th>
              {company.clients.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {all
              .slice(-ROWS)
              .reverse()
              .map((word) => (
                <tr key={word.number}>
                  <th scope="row">{word.number}</th>
                  <td>{word.server ?? '?'}</td>
                  {company.clients.map(({ name, heard }) => {
                    const fate = fateOf(word, name, heard.value, now.value);
                    return (
                      <td key={name} class={fate} title={texts[fate]}>
                        <span aria-hidden="true">{SIGNS[fate]}</span>
                        <span class="unseen">{texts[fate]}</span>
                      </td>
                    );
                  })}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      <Losses company={company} bus={bus} />
    </section>
  );
}

function Losses({ company, bus }: { company: Company; bus: ClusterState['bus'] }) {
  const said = words.value.cluster;
  const clients = company.clients.map(({ name, heard }) => ({ name, heard: heard.value }));
  const losses = lossesOf(company.words.value, clients, now.value);
  return (
    <div class="losses" role="status">
      <h3>{said.loss}</h3>
      {losses.length === 0 && <p>{said.noLoss}</p>}
      {losses.map(({ client, said: count, missing }) => (
        <p key={client}>
          {said.neverReached(client, String(missing.length), String(count))}{' '}
          {said.gap(client, inRanges(missing))}
        </p>
      ))}
      {losses.length > 0 && <p>{said.because[bus]}</p>}
    </div>
  );
}
