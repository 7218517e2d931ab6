import { Segments, Switch } from '../view/controls.tsx';
import { words } from '../words/words.ts';
import { type ClusterState, isOrdering, order } from './cluster-state.ts';

/** What joins the servers, and each of them to be stopped and started. */
export function ClusterControls({ state }: { state: ClusterState }) {
  const said = words.value.cluster;
  const isBusy = isOrdering.value;
  return (
    <section class="card cluster-controls" aria-busy={isBusy}>
      <div>
        <Segments
          label={said.bus}
          choices={said.buses}
          value={state.bus}
          onChange={(bus) => void order({ bus })}
        />
        <p class="fine">{said.busWhat[state.bus]}</p>
      </div>
      <div>
        <Switch checked={state.isSticky} onChange={(sticky) => void order({ sticky })}>
          {said.sticky}
        </Switch>
        <p class="fine">{said.stickyWhat}</p>
      </div>
      <div class="row">
        <span class={`state ${state.redis === 'up' ? 'done' : 'failed'}`}>
          {said.redis} {said.redisStates[state.redis]}
        </span>
        {state.redis !== 'none' && (
          <button
            type="button"
            disabled={isBusy}
            onClick={() => void order({ redis: state.redis === 'up' ? 'stop' : 'start' })}
          >
            {state.redis === 'up' ? said.stopRedis : said.startRedis}
          </button>
        )}
        <button type="button" disabled={isBusy} onClick={() => void order({ balancer: 'restart' })}>
          {said.restartBalancer}
        </button>
      </div>
      <ul class="servers" aria-label={said.servers}>
        {state.servers.map((server) => (
          <ServerRow key={server.id} server={server} isBusy={isBusy} />
        ))}
      </ul>
    </section>
  );
}

function ServerRow(props: {
  readonly server: ClusterState['servers'][number];
  readonly isBusy: boolean;
}) {
  const said = words.value.cluster;
  const { id, state } = props.server;
  const tell = (what: 'start' | 'stop' | 'kill') => void order({ server: { id, do: what } });
  return (
    <li data-server={id}>
      <strong>{said.server(id)}</strong>
      <span class={`state ${state === 'up' ? 'done' : 'failed'}`}>{said.states[state]}</span>
      {state === 'down' ? (
        <button type="button" disabled={props.isBusy} onClick={() => tell('start')}>
          {said.start}
        </button>
      ) : (
        <>
          <button type="button" disabled={props.isBusy} onClick={() => tell('stop')}>
            {said.stop}
          </button>
          <button type="button" disabled={props.isBusy} onClick={() => tell('kill')}>
            {said.kill}
          </button>
        </>
      )}
    </li>
  );
}
