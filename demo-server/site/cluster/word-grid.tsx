import { now } from '../view/clock.ts';
import { words } from '../words/words.ts';
import type { ClusterState } from './cluster-state.ts';
import type { Company } from './company.ts';
import { FateMark } from './fate-mark.tsx';
import { Losses } from './losses.tsx';
import { remembers } from './memories.ts';
import { fateOf, type Word } from './words.ts';

const ROWS = 12;

interface Grid {
  readonly company: Company;
  readonly state: ClusterState;
}

/** Who heard what, and in words what was lost. */
export function WordGrid({ company, state }: Grid) {
  const said = words.value.cluster;
  const all = company.words.value;
  if (all.length === 0) return null;
  return (
    <section class="card heard-what">
      <h2>{said.grid}</h2>
      <p class="fine">{said.gridWhat}</p>
      <div class="scrolling">
        <table class="word-grid">
          <Head company={company} state={state} />
          <tbody>
            {all
              .slice(-ROWS)
              .reverse()
              .map((word) => (
                <Row key={word.number} word={word} company={company} state={state} />
              ))}
          </tbody>
        </table>
      </div>
      <Losses company={company} state={state} />
    </section>
  );
}

function Head({ company, state }: Grid) {
  const said = words.value.cluster;
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          {said.word}
        </th>
        <th scope="col" rowSpan={2} class="by">
          {said.by}
        </th>
        <th scope="colgroup" colSpan={state.servers.length} class="group">
          {said.serversKnow}
        </th>
        <th scope="colgroup" colSpan={company.clients.length} class="group">
          {said.clientsHeard}
        </th>
      </tr>
      <tr>
        {state.servers.map(({ id }, at) => (
          <th key={id} scope="col" class={at === 0 ? 'group' : undefined}>
            {id}
          </th>
        ))}
        {company.clients.map(({ name }, at) => (
          <th key={name} scope="col" class={at === 0 ? 'group' : undefined}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Row({ word, company, state }: Grid & { word: Word }) {
  const { number, by, outcome } = word;
  const server = outcome.kind === 'published' ? outcome.server : undefined;
  return (
    <tr data-word={number} data-outcome={outcome.kind} data-server={server}>
      <th scope="row">{number}</th>
      <td class="by">
        {by} {server !== undefined && <b>{server}</b>}
      </td>
      {outcome.kind === 'refused' ? (
        <td class="refused group" colSpan={state.servers.length}>
          {words.value.cluster.refused}
        </td>
      ) : (
        state.servers.map(({ id }, at) => (
          <td
            key={id}
            data-server={id}
            data-remembers={remembers(id, word)}
            class={at === 0 ? 'group' : undefined}
          >
            <Knowledge id={id} word={word} />
          </td>
        ))
      )}
      {company.clients.map(({ name, heard }, at) => {
        const fate = fateOf(word, name, heard.value, now.value);
        return (
          <td key={name} data-client={name} data-fate={fate} class={at === 0 ? 'group' : undefined}>
            <FateMark fate={fate} />
          </td>
        );
      })}
    </tr>
  );
}

function Knowledge({ id, word }: { id: string; word: Word }) {
  const said = words.value.cluster;
  const isKnown = remembers(id, word);
  if (isKnown === undefined) return <span class="unknown">–</span>;
  const text = isKnown ? said.isKnown : said.isUnknown;
  return (
    <span class={isKnown ? 'known' : 'unknown'} title={text}>
      <span aria-hidden="true">{isKnown ? '■' : '□'}</span>
      <span class="unseen">{text}</span>
    </span>
  );
}
