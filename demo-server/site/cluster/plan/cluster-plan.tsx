import { words } from '../../words/words.ts';
import type { ClusterClient } from '../clients/client.ts';
import type { ClusterState } from '../cluster-state.ts';
import type { Company } from '../company.ts';
import { BalancerBar } from './balancer-bar.tsx';
import { BusBar } from './bus-bar.tsx';
import { ClientChip } from './client-chip.tsx';
import { ServerCard } from './server-card.tsx';

/** Where everything is: the balancer above, the servers with their clients, and the bus beneath them. */
export function ClusterPlan({ company, state }: { company: Company; state: ClusterState }) {
  const isJoined = state.bus !== 'memory' && state.redis !== 'away';
  return (
    <section class="plan" data-bus={state.bus} data-joined={isJoined}>
      <h2 class="unseen">{words.value.cluster.plan}</h2>
      <BalancerBar isSticky={state.isSticky} />
      <Elsewhere company={company} state={state} />
      <div class="servers">
        {state.servers.map((server) => (
          <ServerCard
            key={server.id}
            server={server}
            company={company}
            clients={company.clients.filter((client) => placeOf(client, state) === server.id)}
          />
        ))}
      </div>
      <BusBar state={state} />
    </section>
  );
}

/** Clients that are at no server: not connected, or at another one with each request. */
function Elsewhere({ company, state }: { company: Company; state: ClusterState }) {
  const said = words.value.cluster;
  const wandering = company.clients.filter((client) => placeOf(client, state) === 'wandering');
  const away = company.clients.filter(({ state: { value } }) => value === 'away');
  return (
    <>
      {wandering.map((client) => (
        <div key={client.name} class="elsewhere">
          <ClientChip client={client} company={company} />
          <p>{said.wandering(client.server.value ?? '?')}</p>
        </div>
      ))}
      {away.length > 0 && (
        <div class="elsewhere cut-off">
          {away.map((client) => (
            <ClientChip key={client.name} client={client} company={company} />
          ))}
          <p>{said.cutOff}</p>
        </div>
      )}
    </>
  );
}

/** The server a client is at. Each request of a long poll goes to the next one, unless sessions are sticky. */
function placeOf({ kind, server, state }: ClusterClient, { isSticky }: ClusterState): string {
  if (state.value !== 'connected') return 'nowhere';
  if (kind === 'long-polling' && !isSticky) return 'wandering';
  return server.value ?? 'nowhere';
}
