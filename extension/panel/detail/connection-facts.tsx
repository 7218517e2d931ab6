import type { Connection } from '../../journal/connection.ts';
import { isLoop } from '../connections/loops.ts';
import { usePanel } from '../panel-model.ts';
import { MessageChooser } from '../proto/message-chooser.tsx';
import { connectionFacts, type Fact, loopFacts } from './facts.ts';
import { ProtocolChooser } from './protocol-chooser.tsx';

/** What is known of a connection as a whole, and of the loop that it is part of. */
export function ConnectionFactsView({ connection }: { readonly connection: Connection }) {
  const { derivation } = usePanel().recording;
  const insight = derivation.connectionInsight(connection.id);
  const loop = insight.channelIds.map((id) => derivation.channels.get(id)).find(isLoop);
  return (
    <div class="facts-view">
      <ProtocolChooser connection={connection} insight={insight} />
      <MessageChooser connection={connection} insight={insight} />
      {loop && <Facts facts={loopFacts(loop)} />}
      {loop && <h3>This request</h3>}
      <Facts facts={connectionFacts(connection, insight)} />
    </div>
  );
}

function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="selectable">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
