import { useEffect, useMemo } from 'preact/hooks';
import { useClock } from '../view/clock.ts';
import { words } from '../words/words.ts';
import { askCluster, type ClusterState, clusterState } from './cluster-state.ts';
import { Company } from './company.ts';
import { askMemories } from './memories.ts';
import { ClusterPlan } from './plan/cluster-plan.tsx';
import { Toolbar } from './toolbar.tsx';
import { Trips } from './trips/trips.tsx';
import { Verdict } from './verdict.tsx';
import { WordGrid } from './word-grid.tsx';

/** How often the cluster is looked at, in milliseconds. */
const PERIOD = 1000;

/** Which server each client landed on, and what reaches it. */
export function ClusterPage() {
  const said = words.value.cluster;
  const company = useMemo(() => new Company(), []);
  useEffect(() => {
    const stopLooking = keepLooking(company);
    return () => {
      stopLooking();
      company.stop();
    };
  }, [company]);
  const state = clusterState.value;
  return (
    <div class="cluster">
      <header class="lesson-head">
        <h1>{said.title}</h1>
        <p class="lead">{said.line}</p>
      </header>
      {state === 'asking' && <p class="lead">{said.asking}</p>}
      {state === 'none' && <Alone />}
      {typeof state === 'object' && <Whole company={company} state={state} />}
    </div>
  );
}

function Whole({ company, state }: { company: Company; state: ClusterState }) {
  useEffect(() => company.forget(), [company, state.bus]);
  useClock(company.words.value.length > 0);
  return (
    <>
      <Toolbar company={company} />
      <Verdict company={company} />
      <ClusterPlan company={company} state={state} />
      <WordGrid company={company} state={state} />
      <Trips state={state} />
    </>
  );
}

function Alone() {
  const said = words.value.cluster;
  return (
    <section class="card alone">
      <h2>{said.none}</h2>
      <p>{said.howTo}</p>
      <pre>
        <code>npm run demo:cluster</code>
      </pre>
    </section>
  );
}

/** One look after the other; returns the way to stop. */
function keepLooking(company: Company): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const look = async () => {
    await askCluster();
    if (company.words.peek().length > 0) await askMemories(company);
    if (!isOver) timer = setTimeout(() => void look(), PERIOD);
  };
  void look();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
