import { countText } from '../view/format.ts';
import { words } from '../words/words.ts';
import { type ActiveFault, activeFaults, switchOff } from './active-faults.ts';

/** What is switched on, how often it struck, and the way to switch it off. */
export function ActiveList() {
  const said = words.value.faults;
  const active = activeFaults.value;
  return (
    <section class="card active-faults" aria-live="polite">
      <header>
        <h2>{said.active}</h2>
        {active.length > 0 && (
          <button type="button" onClick={() => void switchOff()}>
            {said.allOff}
          </button>
        )}
      </header>
      {active.length === 0 && <p class="nothing">{said.none}</p>}
      <ul>
        {active.map((one) => (
          <ActiveRow key={one.id} active={one} />
        ))}
      </ul>
    </section>
  );
}

function ActiveRow({ active: { id, struck, fault } }: { active: ActiveFault }) {
  const said = words.value.faults;
  const names = new Map<string, readonly string[]>(Object.entries(said.kinds));
  const { kind, ...rest } = fault;
  return (
    <li data-fault={kind}>
      <strong>{names.get(kind)?.[0] ?? kind}</strong>
      <code>{JSON.stringify(rest)}</code>
      <span>{said.struck(countText(struck))}</span>
      <button type="button" onClick={() => void switchOff(id)}>
        {said.off}
      </button>
    </li>
  );
}
