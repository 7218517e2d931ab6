/** What stands for data that is never shown. */
const HIDDEN = '•••';
/** Characters of a user name that are shown: it may be a token. */
const SHOWN = 2;

export function hidden(): string {
  return HIDDEN;
}

/** The beginning of a user name, of longer ones alone. */
export function shortened(name: string): string {
  const letters = Array.from(name.slice(0, 4 * SHOWN));
  return letters.length > 2 * SHOWN ? `${letters.slice(0, SHOWN).join('')}…` : HIDDEN;
}
