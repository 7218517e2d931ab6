import type { ComponentChildren } from 'preact';

/** A figure that bears a claim out, taken from this page's own traffic. */
export function Measured(props: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <p class="measured" data-measured={props.name} role="status">
      {props.children}
    </p>
  );
}
