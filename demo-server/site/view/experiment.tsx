import type { ComponentChildren } from 'preact';

/** The frame of one experiment: what it is, where it goes, its controls and its outcome. */
export function Experiment(props: {
  readonly name: string;
  readonly title: string;
  readonly endpoint: string;
  readonly what: string;
  readonly children: ComponentChildren;
}) {
  return (
    <article class="card experiment" data-experiment={props.name} aria-label={props.title}>
      <header>
        <h3>{props.title}</h3>
        <code>{props.endpoint}</code>
        <p>{props.what}</p>
      </header>
      {props.children}
    </article>
  );
}
