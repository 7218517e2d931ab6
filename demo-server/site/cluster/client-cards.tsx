import { Switch } from '../view/controls.tsx';
import { words } from '../words/words.ts';
import type { ClusterClient } from './cluster-client.ts';
import type { Company } from './company.ts';

/** The clients, each with the server it landed on. */
export function ClientCards({ company }: { company: Company }) {
  const said = words.value.cluster;
  const isAnyOn = company.clients.some(({ isConnected }) => isConnected.value);
  return (
    <section>
      <h2>{said.clients}</h2>
      <p class="lead">{said.clientsWhat}</p>
      <div class="row client-actions">
        <button
          type="button"
          class="primary"
          data-action="connect-clients"
          onClick={() => company.start()}
        >
          {isAnyOn ? said.reconnect : said.connect}
        </button>
        <button type="button" disabled={!isAnyOn} onClick={() => company.stop()}>
          {said.disconnect}
        </button>
        <Switch checked={company.isTalking.value} onChange={(isOn) => company.talk(isOn)}>
          {said.talk}
        </Switch>
      </div>
      {company.refused.value !== '' && (
        <p class="trouble" role="alert">
          {said.notSaid(company.refused.value)}
        </p>
      )}
      <div class="client-cards">
        {company.clients.map((client) => (
          <ClientCard key={client.name} client={client} company={company} />
        ))}
      </div>
    </section>
  );
}

function ClientCard({ client, company }: { client: ClusterClient; company: Company }) {
  const said = words.value.cluster;
  const server = client.server.value;
  const isOn = client.isConnected.value;
  return (
    <article class="card client" data-transport={client.kind} data-server={server ?? ''}>
      <h3>{client.name}</h3>
      <p class="landed">
        {said.landed} <strong>{server ?? said.nowhere}</strong>
      </p>
      <p class="outcome">
        <span class={`state ${isOn ? 'open' : 'off'}`}>
          {words.value.lesson.states[isOn ? 'open' : 'off']}
        </span>
        <span>
          {said.heard} {client.heard.value.size}
        </span>
      </p>
      <button type="button" disabled={!isOn} onClick={() => void company.say(client)}>
        {said.say}
      </button>
    </article>
  );
}
