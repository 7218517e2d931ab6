import type { Connection } from '../../journal/connection.ts';
import { usePanel } from '../panel-model.ts';
import { connectionFacts } from './facts.ts';

/** What is known of a connection as a whole. */
export function ConnectionFactsView({ connection }: { readonly connection: Connection }) {
  const { recording } = usePanel();
  const insight = recording.derivation.connectionInsight(connection.id);
  return (
    <div class="facts-view">
      <dl class="facts">
        {connectionFacts(connection, insight).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="selectable">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
