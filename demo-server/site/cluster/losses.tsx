import { inRanges } from '../model/gaps.ts';
import { now } from '../view/clock.ts';
import { words } from '../words/words.ts';
import type { ClusterState } from './cluster-state.ts';
import type { Company } from './company.ts';
import { hearersOf } from './hearers.ts';
import { forgottenBy } from './memories.ts';
import { lossesOf, numbersOf } from './words.ts';

interface Loss {
  readonly who: string;
  readonly missing: readonly number[];
}

/** In words: what each client and server is missing, why, and what was never published. */
export function Losses({ company, state }: { company: Company; state: ClusterState }) {
  const said = words.value.cluster;
  const all = company.words.value;
  const published = numbersOf(all, 'published').length;
  const clients = lossesOf(all, hearersOf(company), now.value).map(({ client, missing }) => ({
    who: client,
    missing,
  }));
  const servers = state.servers
    .map(({ id }) => ({ who: said.server(id), missing: forgottenBy(id, all) }))
    .filter(({ missing }) => missing.length > 0);
  const hasLost = clients.length + servers.length > 0;
  return (
    <div class="losses" role="status">
      <h3>{said.loss}</h3>
      {clients.length === 0 && <p class="no-loss">{said.noLoss(String(published))}</p>}
      {hasLost && <p>{said.because[state.bus]}</p>}
      <List losses={[...clients, ...servers]} published={published} />
      <NeverPublished company={company} />
    </div>
  );
}

function List({ losses, published }: { losses: readonly Loss[]; published: number }) {
  const said = words.value.cluster;
  return (
    <dl>
      {losses.map(({ who, missing }) => (
        <div key={who} data-who={who} data-missing={missing.join(' ')}>
          <dt>{who}</dt>
          <dd>
            {said.missing(String(missing.length), String(published))} {inRanges(missing)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function NeverPublished({ company }: { company: Company }) {
  const said = words.value.cluster;
  const refused = numbersOf(company.words.value, 'refused');
  const unsure = numbersOf(company.words.value, 'unsure');
  return (
    <>
      {refused.length > 0 && (
        <p data-refused={refused.join(' ')}>{said.neverPublished(inRanges(refused))}</p>
      )}
      {unsure.length > 0 && <p data-unsure={unsure.join(' ')}>{said.notKnown(inRanges(unsure))}</p>}
    </>
  );
}
