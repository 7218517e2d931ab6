import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A slider over chosen values, such as rates, that are far apart. */
export function Steps(props: {
  readonly label: string;
  readonly values: readonly number[];
  readonly value: number;
  readonly text: (value: number) => string;
  readonly onChange: (value: number) => void;
}) {
  const id = useId();
  const { label, values, value, text, onChange } = props;
  const index = nearest(values, value);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <output for={id}>{text(value)}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={values.length - 1}
        value={index}
        style={{ '--filled': `${(100 * index) / (values.length - 1)}%` }}
        aria-valuetext={text(value)}
        onInput={(event) => onChange(values[Number(event.currentTarget.value)] ?? value)}
      />
    </div>
  );
}

/** One of a few, as a row of buttons. */
export function Segments<Value extends string>(props: {
  readonly label: string;
  readonly choices: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) {
  const name = useId();
  return (
    <fieldset class="segments">
      <legend>{props.label}</legend>
      {keysOf(props.choices).map((choice) => (
        <label key={choice}>
          <input
            type="radio"
            name={name}
            checked={choice === props.value}
            onChange={() => props.onChange(choice)}
          />
          <span>{props.choices[choice]}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function Switch(props: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ComponentChildren;
}) {
  const name = useId();
  return (
    <label class="switch">
      <input
        name={name}
        type="checkbox"
        role="switch"
        checked={props.checked}
        aria-checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span class="switch-text">{props.children}</span>
    </label>
  );
}

function nearest(values: readonly number[], value: number): number {
  const distances = values.map((candidate) => Math.abs(candidate - value));
  return distances.indexOf(Math.min(...distances));
}

function keysOf<Key extends string>(record: Readonly<Record<Key, string>>): Key[] {
  return Object.keys(record) as Key[];
}
