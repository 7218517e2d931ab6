import { words } from '../words/words.ts';
import { type Limits, VICTIMS } from './fault-kinds.ts';

/** Whom faults befall, and for how long. */
export function LimitFields(props: {
  readonly limits: Limits;
  readonly onChange: (change: Partial<Limits>) => void;
}) {
  const said = words.value.faults;
  const { limits, onChange } = props;
  const text = (name: 'path' | 'url' | 'times' | 'lasts', placeholder: string) => (
    <label class="labelled">
      <span>{said[name]}</span>
      <input
        name={name}
        type="text"
        inputMode={name === 'path' || name === 'url' ? 'text' : 'numeric'}
        value={limits[name]}
        placeholder={placeholder}
        onInput={(event) => onChange({ [name]: event.currentTarget.value.trim() })}
      />
    </label>
  );
  return (
    <fieldset class="card fault-limits">
      <legend>{said.whom}</legend>
      <label class="labelled">
        <span>{said.transport}</span>
        <select
          name="transport"
          value={limits.transport}
          onChange={(event) => onChange({ transport: event.currentTarget.value })}
        >
          <option value="">{said.transports.any}</option>
          {VICTIMS.map((transport) => (
            <option key={transport} value={transport}>
              {said.transports[transport]}
            </option>
          ))}
        </select>
      </label>
      {text('path', '/api/events')}
      {text('url', 'client=')}
      {text('times', said.noLimit)}
      {text('lasts', said.noLimit)}
    </fieldset>
  );
}
