import { useEffect, useMemo } from 'preact/hooks';
import { words } from '../words/words.ts';
import { ClientCards } from './client-cards.tsx';
import { ClusterControls } from './cluster-controls.tsx';
import { askCluster, clusterState } from './cluster-state.ts';
import { Company } from './company.ts';
import { WordGrid } from './word-grid.tsx';

/** Which server each client landed on, and what reaches it. */
export function ClusterPage() {
  const said = words.value.cluster;
  const company = useMemo(() => new Company(), []);
  useEffect(() => {
    void askCluster();
    const timer = setInterval(() => void askCluster(), 2000);
    return () => {
      clearInterval(timer);
      company.stop();
    };
  }, [company]);
  const state = clusterState.value;
  const bus = typeof state === 'object' ? state.bus : undefined;
  useEffect(() => company.forget(), [company, bus]);
  return (
    <div class="cluster">
      <header class="lesson-head">
        <h1>{said.title}</h1>
        <p class="lead">{said.line}</p>
      </header>
      {state === 'asking' && <p class="lead">{said.asking}</p>}
      {state === 'none' && (
        <section class="card alone">
          <h2>{said.none}</h2>
          <p>{said.howTo}</p>
          <pre>
            <code>npm run demo:cluster</code>
          </pre>
        </section>
      )}
      {typeof state === 'object' && (
        <>
          <ClusterControls state={state} />
          <ClientCards company={company} />
          <WordGrid company={company} bus={state.bus} />
        </>
      )}
    </div>
  );
}
