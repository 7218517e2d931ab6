import { Switch } from '../view/controls.tsx';
import { words } from '../words/words.ts';
import type { Company } from './company.ts';

/** Everything one does with all clients at once. */
export function Toolbar({ company }: { company: Company }) {
  const said = words.value.cluster;
  const isAnyOn = company.clients.some(({ state }) => state.value !== 'off');
  return (
    <div class="row cluster-toolbar">
      <button
        type="button"
        class="primary"
        data-action="connect-clients"
        onClick={() => void company.start()}
      >
        {isAnyOn ? said.reconnect : said.connect}
      </button>
      <button
        type="button"
        data-action="disconnect-clients"
        disabled={!isAnyOn}
        onClick={() => company.stop()}
      >
        {said.disconnect}
      </button>
      <Switch checked={company.isTalking.value} onChange={(isOn) => company.talk(isOn)}>
        {said.talk}
      </Switch>
    </div>
  );
}
