import { Switch } from '../../view/controls.tsx';
import { words } from '../../words/words.ts';
import { isOrdering, isReachable, order, orders } from '../cluster-state.ts';

/** What stands before the servers. */
export function BalancerBar({ isSticky }: { isSticky: boolean }) {
  const said = words.value.cluster;
  const isHere = isReachable.value;
  return (
    <div class="card balancer" data-reachable={isHere}>
      <h3>{said.balancer}</h3>
      <span class={`state ${isHere ? 'done' : 'failed'}`}>
        {isHere ? said.answers : said.silent}
      </span>
      <div class="sticky">
        <Switch key={orders.value} checked={isSticky} onChange={(sticky) => void order({ sticky })}>
          {said.sticky}
        </Switch>
        <p>{isSticky ? said.stickyOn : said.stickyOff}</p>
      </div>
      <button
        type="button"
        data-action="restart-balancer"
        disabled={isOrdering.value}
        onClick={() => void order({ balancer: 'restart' })}
      >
        {said.restart}
      </button>
    </div>
  );
}
