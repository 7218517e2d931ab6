import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { words } from '../words/words.ts';
import { askFaults } from './active-faults.ts';
import { ActiveList } from './active-list.tsx';
import { FaultCard } from './fault-card.tsx';
import { FAULT_GROUPS, type FaultGroup, type Limits } from './fault-kinds.ts';
import { LimitFields } from './limit-fields.tsx';
import { GroupReach } from './reach-line.tsx';

const GROUPS = Object.keys(FAULT_GROUPS) as FaultGroup[];

/** Every fault with its parameters, and what is switched on. */
export function FaultsPage() {
  const said = words.value.faults;
  const limits = useSignal<Limits>({
    transport: '',
    path: '',
    url: '',
    times: '',
    lasts: '',
  });
  useEffect(() => {
    void askFaults();
    const timer = setInterval(() => void askFaults(), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="faults">
      <header class="lesson-head">
        <h1>{said.title}</h1>
        <p class="lead">{said.line}</p>
      </header>
      <ActiveList />
      <LimitFields
        limits={limits.value}
        onChange={(change) => {
          limits.value = { ...limits.value, ...change };
        }}
      />
      {GROUPS.map((group) => (
        <section key={group}>
          <h2>{said.groups[group]}</h2>
          <GroupReach group={group} />
          <div class="fault-cards">
            {FAULT_GROUPS[group].map((one) => (
              <FaultCard key={one.kind} group={group} one={one} limits={limits.value} />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
