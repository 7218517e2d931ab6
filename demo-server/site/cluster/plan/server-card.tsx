import { words } from '../../words/words.ts';
import type { ClusterClient } from '../clients/client.ts';
import { isOrdering, order, type ServerState } from '../cluster-state.ts';
import type { Company } from '../company.ts';
import { remembers } from '../memories.ts';
import { ClientChip } from './client-chip.tsx';

/** A server with the clients on it, and what it remembers of all that was said. */
export function ServerCard(props: {
  readonly server: ServerState;
  readonly company: Company;
  readonly clients: readonly ClusterClient[];
}) {
  const { server, company, clients } = props;
  const said = words.value.cluster;
  const { id, state } = server;
  return (
    <article class="card server" data-server={id} data-state={state}>
      <header>
        <h3>{said.server(id)}</h3>
        <span class={`state ${state === 'up' ? 'done' : 'failed'}`}>{said.states[state]}</span>
        <Orders server={server} />
      </header>
      <ul>
        {clients.map((client) => (
          <li key={client.name}>
            <ClientChip client={client} company={company} />
          </li>
        ))}
        {clients.length === 0 && <li class="nobody">{said.nobodyHere}</li>}
      </ul>
      {state === 'up' && <Memory id={id} company={company} />}
    </article>
  );
}

function Orders({ server: { id, state } }: { server: ServerState }) {
  const said = words.value.cluster;
  const button = (what: 'start' | 'stop' | 'kill') => (
    <button
      type="button"
      data-action={what}
      disabled={isOrdering.value || state === 'starting'}
      onClick={() => void order({ server: { id, do: what } })}
    >
      {said[what]}
    </button>
  );
  return (
    <div class="orders">
      {state === 'down' ? (
        button('start')
      ) : (
        <>
          {button('stop')}
          {button('kill')}
        </>
      )}
    </div>
  );
}

function Memory({ id, company }: { id: string; company: Company }) {
  const published = company.words.value.filter(({ outcome }) => outcome.kind === 'published');
  const known = published.filter((word) => remembers(id, word) === true).length;
  const asked = published.filter((word) => remembers(id, word) !== undefined).length;
  if (asked === 0) return null;
  const text = words.value.cluster.knows(String(known), String(asked));
  return (
    <p class="memory" data-known={known} data-said={asked}>
      <progress aria-label={text} value={known} max={asked} /> <span>{text}</span>
    </p>
  );
}
