import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { post, report } from '../model/server.ts';
import { parsed } from '../transports/reading.ts';
import { countText } from '../view/format.ts';
import { words } from '../words/words.ts';
import { type ActiveFault, activeFaults, askFaults, switchOff } from './active-faults.ts';
import {
  FAULT_GROUPS,
  type FaultGroup,
  type Field,
  faultBody,
  type KindOfFault,
  type Limits,
} from './fault-kinds.ts';

const GROUPS = Object.keys(FAULT_GROUPS) as FaultGroup[];

/** Every fault with its parameters, and what is switched on. */
export function FaultsPage() {
  const said = words.value.faults;
  const limits = useSignal<Limits>({ transport: '', path: '', times: '', lasts: '' });
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

function ActiveList() {
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

function LimitFields(props: {
  readonly limits: Limits;
  readonly onChange: (change: Partial<Limits>) => void;
}) {
  const said = words.value.faults;
  const { limits, onChange } = props;
  const text = (name: 'path' | 'times' | 'lasts', placeholder: string) => (
    <label class="labelled">
      <span>{said[name]}</span>
      <input
        type="text"
        inputMode={name === 'path' ? 'text' : 'numeric'}
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
          value={limits.transport}
          onChange={(event) => onChange({ transport: event.currentTarget.value })}
        >
          <option value="">{said.transports.any}</option>
          <option value="http">{said.transports.http}</option>
          <option value="sse">{said.transports.sse}</option>
          <option value="websocket">{said.transports.websocket}</option>
        </select>
      </label>
      {text('path', '/api/events')}
      {text('times', said.noLimit)}
      {text('lasts', said.noLimit)}
    </fieldset>
  );
}

function FaultCard(props: {
  readonly group: FaultGroup;
  readonly one: KindOfFault;
  readonly limits: Limits;
}) {
  const said = words.value.faults;
  const { group, one, limits } = props;
  const fields = useSignal(one.fields);
  const dealt = useSignal('');
  const [name, what] = said.kinds[one.kind];
  const act = async (event: Event) => {
    event.preventDefault();
    const body = faultBody(one.kind, group, fields.value, limits);
    const answer = await report(fetch('/api/faults', post('POST', body)));
    dealt.value = answer ? struckIn(await answer.text()) : '';
    await askFaults();
  };
  return (
    <form class="card fault" data-kind={one.kind} onSubmit={(event) => void act(event)}>
      <h3>{name}</h3>
      <p>{what}</p>
      {fieldsOf(one).map((field) => (
        <label key={field} class="labelled">
          <span>{said.fields[field]}</span>
          <input
            type="text"
            value={fields.value[field]}
            onInput={(event) => {
              fields.value = { ...fields.value, [field]: event.currentTarget.value.trim() };
            }}
          />
        </label>
      ))}
      <div class="row">
        <button type="submit">{group === 'blows' ? said.strike : said.switchOn}</button>
        {dealt.value !== '' && <small role="status">{said.dealt(dealt.value)}</small>}
      </div>
    </form>
  );
}

function fieldsOf({ fields }: KindOfFault): Field[] {
  return Object.keys(fields) as Field[];
}

function struckIn(text: string): string {
  const value = parsed(text);
  const isBlow = typeof value === 'object' && value !== null && !('id' in value);
  return isBlow && 'struck' in value && typeof value.struck === 'number'
    ? countText(value.struck)
    : '';
}
