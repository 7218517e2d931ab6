import { DECODERS } from '../../decoders/list.ts';
import type { ConnectionInsight } from '../../insight/connection-insight.ts';
import { addressOf, type OverrideScope, type OverrideTarget } from '../../insight/overrides.ts';
import type { Connection } from '../../journal/connection.ts';
import { usePanel } from '../panel-model.ts';
import { pathOf } from '../wording/urls.ts';
import { reasonOf } from './recognition.ts';

/** Every protocol by its title. */
const PROTOCOLS = [...DECODERS].sort((a, b) => a.title.localeCompare(b.title, 'en'));
const AUTOMATIC = '';

interface ProtocolChooserProps {
  readonly connection: Connection;
  readonly insight: ConnectionInsight;
}

/** What a connection is read as and why; a person may say that it is something else. */
export function ProtocolChooser({ connection, insight }: ProtocolChooserProps) {
  const panel = usePanel();
  const { override } = insight;
  const protocol = override?.protocol ?? AUTOMATIC;
  const scope = override?.scope ?? panel.choices.overrideScope.value;
  const choose = (next: string, where: OverrideScope) =>
    panel.readAs(targetOf(connection, where), next === AUTOMATIC ? undefined : next, Date.now());
  const move = (where: OverrideScope) => {
    panel.choices.overrideScope.value = where;
    if (!override) return;
    choose(AUTOMATIC, scope);
    choose(protocol, where);
  };
  return (
    <dl class="facts protocol-chooser" data-testid="protocol-chooser">
      <div>
        <dt>Read as</dt>
        <dd class="protocol-choices">
          <ProtocolSelect protocol={protocol} onChoose={(next) => choose(next, scope)} />
          <ScopeSelect connection={connection} scope={scope} onChoose={move} />
          {override && (
            <button
              type="button"
              class="link"
              data-testid="protocol-automatic"
              onClick={() => choose(AUTOMATIC, scope)}
            >
              Back to automatic
            </button>
          )}
        </dd>
      </div>
      <div>
        <dt>Protocol</dt>
        <dd class="selectable" data-testid="protocol-reason">
          {reasonOf(insight)}
        </dd>
      </div>
    </dl>
  );
}

function targetOf({ id, url }: Connection, scope: OverrideScope): OverrideTarget {
  return scope === 'connection' ? { scope, connection: id } : { scope, url };
}

interface ProtocolSelectProps {
  readonly protocol: string;
  readonly onChoose: (protocol: string) => void;
}

function ProtocolSelect({ protocol, onChoose }: ProtocolSelectProps) {
  return (
    <select
      class="choice"
      id="protocol-choice"
      aria-label="Protocol to read it as"
      value={protocol}
      data-testid="protocol-choice"
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
    >
      <option value={AUTOMATIC}>Automatic</option>
      <hr />
      {PROTOCOLS.map((decoder) => (
        <option key={decoder.protocol} value={decoder.protocol}>
          {decoder.title}
        </option>
      ))}
    </select>
  );
}

interface ScopeSelectProps {
  readonly connection: Connection;
  readonly scope: OverrideScope;
  readonly onChoose: (scope: OverrideScope) => void;
}

function ScopeSelect({ connection, scope, onChoose }: ScopeSelectProps) {
  return (
    <select
      class="choice"
      aria-label="Connections that are read so"
      title={scope === 'address' ? `Every connection to ${addressOf(connection.url)}` : undefined}
      value={scope}
      data-testid="protocol-scope"
      onChange={({ currentTarget }) =>
        onChoose(currentTarget.value === 'connection' ? 'connection' : 'address')
      }
    >
      <option value="address">every connection to {pathOf(connection.url)}</option>
      <option value="connection">this connection alone</option>
    </select>
  );
}
