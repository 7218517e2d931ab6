import type { ConnectionInsight } from '../../insight/connection-insight.ts';
import type { OverrideTarget } from '../../insight/overrides.ts';
import type { Connection } from '../../journal/connection.ts';
import { type MessageNames, ownMessages, type Schema } from '../../schema/schema.ts';
import { usePanel } from '../panel-model.ts';
import { ProtoLoader } from './proto-loader.tsx';

const SIDES = ['sent', 'received'] as const;
type Side = (typeof SIDES)[number];

interface MessageChooserProps {
  readonly connection: Connection;
  readonly insight: ConnectionInsight;
}

/** Which Protobuf messages a connection carries, by the .proto files that a person loads. */
export function MessageChooser({ connection, insight }: MessageChooserProps) {
  const panel = usePanel();
  const schema = panel.protos.schema.value;
  const names = insight.messages?.value ?? {};
  const scope = insight.messages?.scope ?? panel.choices.overrideScope.value;
  const choose = (side: Side, name: string) => {
    const { [side]: _, ...others } = names;
    const next: MessageNames = name === '' ? others : { ...others, [side]: name };
    const isNone = Object.keys(next).length === 0;
    panel.chooseMessages(targetOf(connection, scope), isNone ? undefined : next, Date.now());
  };
  return (
    <dl class="facts protocol-chooser" data-testid="message-chooser">
      <div>
        <dt>Protobuf</dt>
        <dd class="protocol-choices">
          {schema &&
            SIDES.map((side) => (
              <MessageSelect
                key={side}
                side={side}
                name={names[side] ?? ''}
                schema={schema}
                onChoose={(name) => choose(side, name)}
              />
            ))}
          <ProtoLoader protos={panel.protos} />
        </dd>
      </div>
    </dl>
  );
}

function targetOf({ id, url }: Connection, scope: OverrideTarget['scope']): OverrideTarget {
  return scope === 'connection' ? { scope, connection: id } : { scope, url };
}

interface MessageSelectProps {
  readonly side: Side;
  readonly name: string;
  readonly schema: Schema;
  readonly onChoose: (name: string) => void;
}

function MessageSelect({ side, name, schema, onChoose }: MessageSelectProps) {
  const known = ownMessages(schema);
  // A choice outlasts the file that it was made from.
  const shown = name === '' || known.includes(name) ? known : [name, ...known];
  return (
    <label>
      {side}{' '}
      <select
        class="choice"
        aria-label={`Message that binary payloads ${side} are`}
        title="Which message binary payloads are. gRPC-Web finds the messages of its methods by itself."
        value={name}
        data-testid={`message-${side}`}
        onChange={({ currentTarget }) => onChoose(currentTarget.value)}
      >
        <option value="">not chosen</option>
        <hr />
        {shown.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}
