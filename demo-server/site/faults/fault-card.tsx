import { useSignal } from '@preact/signals';
import { post, report } from '../model/server.ts';
import { parsed } from '../transports/reading.ts';
import { countText } from '../view/format.ts';
import { words } from '../words/words.ts';
import { askFaults } from './active-faults.ts';
import {
  type FaultGroup,
  type Field,
  faultBody,
  type KindOfFault,
  type Limits,
} from './fault-kinds.ts';
import { OwnReach } from './reach-line.tsx';

/** One kind of fault: what it does, to what, and the switch. */
export function FaultCard(props: {
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
      <OwnReach kind={one.kind} group={group} />
      {fieldsOf(one).map((field) => (
        <label key={field} class="labelled">
          <span>{said.fields[field]}</span>
          <input
            name={field}
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
