import { now } from '../../view/clock.ts';
import { words } from '../../words/words.ts';
import type { ClusterClient } from '../clients/client.ts';
import type { Company } from '../company.ts';
import { FateMark } from '../fate-mark.tsx';
import { hearersOf } from '../hearers.ts';
import { fateOf, latestSettled } from '../words.ts';

/** A client: what it heard, and whether the latest word came to it. */
export function ClientChip({ client, company }: { client: ClusterClient; company: Company }) {
  const said = words.value.cluster;
  const { name, kind, heard, state } = client;
  const all = company.words.value;
  const word = latestSettled(all, hearersOf(company), now.value);
  const fate = word && fateOf(word, name, heard.value, now.value);
  const count = all.filter(({ number }) => heard.value.has(number)).length;
  return (
    <div
      class="client"
      data-transport={kind}
      data-client={name}
      data-state={state.value}
      data-server={client.server.value ?? ''}
      data-fate={fate}
      data-heard={count}
    >
      <strong>{name}</strong>
      {word && fate && (
        <span class="latest">
          <FateMark fate={fate} /> <span class="which">{said.wordNumber(String(word.number))}</span>
        </span>
      )}
      <button
        type="button"
        data-action="say"
        disabled={state.value !== 'connected'}
        onClick={() => void company.say(client)}
      >
        {said.say}
      </button>
    </div>
  );
}
