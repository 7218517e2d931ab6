import { words } from '../../words/words.ts';
import { type Bus, type ClusterState, isOrdering, order } from '../cluster-state.ts';

const BUSES = ['memory', 'pubsub', 'streams'] as const satisfies readonly Bus[];

/** What joins the servers, and Redis, which it may need. */
export function BusBar({ state }: { state: ClusterState }) {
  const said = words.value.cluster;
  return (
    <div class="card bus">
      <header>
        <h3>{said.bus}</h3>
        <Redis redis={state.redis} />
      </header>
      <fieldset class="buses" disabled={isOrdering.value}>
        <legend class="unseen">{said.bus}</legend>
        {BUSES.map((bus) => (
          <button
            key={bus}
            type="button"
            data-bus={bus}
            aria-pressed={state.bus === bus}
            disabled={bus !== 'memory' && bus !== state.bus && state.redis !== 'up'}
            onClick={() => void order({ bus })}
          >
            <strong>{said.buses[bus]}</strong>
            <span>{said.busWhat[bus]}</span>
          </button>
        ))}
      </fieldset>
      {state.redis === 'none' && <p class="fine">{said.withoutRedis}</p>}
      {state.redis === 'away' && state.bus !== 'memory' && (
        <p class="outage" role="status">
          {said.redisAway[state.bus]}
        </p>
      )}
    </div>
  );
}

function Redis({ redis }: { redis: ClusterState['redis'] }) {
  const said = words.value.cluster;
  return (
    <div class="redis" data-redis={redis}>
      <span class={`state ${redis === 'up' ? 'done' : 'failed'}`}>
        {said.redis} {said.redisStates[redis]}
      </span>
      {redis !== 'none' && (
        <button
          type="button"
          data-action={redis === 'up' ? 'stop-redis' : 'start-redis'}
          disabled={isOrdering.value}
          onClick={() => void order({ redis: redis === 'up' ? 'stop' : 'start' })}
        >
          {redis === 'up' ? said.stopRedis : said.startRedis}
        </button>
      )}
    </div>
  );
}
