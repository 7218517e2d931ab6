import type { Draft } from '../hub/bus.ts';

/** Tells the next piece of news of a topic. */
export type Story = () => Omit<Draft, 'topic' | 'original'>;

const FILLER = 'the same news, made longer, so that its size can be chosen freely; ';

/** The text made at least `size` bytes long. Stories and filler are ASCII: a character is a byte. */
export function padded(text: string, size: number): string {
  if (text.length >= size) return text;
  const missing = size - text.length - 1;
  return `${text} ${FILLER.repeat(Math.ceil(missing / FILLER.length)).slice(0, missing)}`;
}
