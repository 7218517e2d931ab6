type Parameters = ReadonlyMap<string, string>;

/** Share of the requests that may come back to an earlier value of a cursor: several clients. */
const RETURNS = 0.2;
/** A word is a cursor only if it is another one nearly each time. */
const WORDS = 4;

/**
 * Names of the parameters whose values change as time goes on (cursors, timestamps), judged from
 * the parameters of successive requests. What stays apart, such as two topics polled side by side,
 * is come back to; a cursor never is.
 */
export function volatileParameters(history: readonly Parameters[]): ReadonlySet<string> {
  const names = new Set(history.flatMap((parameters) => [...parameters.keys()]));
  const moving = new Set<string>();
  for (const name of names) {
    if (movesOn(history.map((parameters) => parameters.get(name)))) moving.add(name);
  }
  // A cursor for each topic is seen only topic by topic; each one found may uncover the next.
  for (let size = -1; size !== moving.size; ) {
    size = moving.size;
    for (const name of names) {
      if (!moving.has(name) && movesOnWithin(history, name, moving)) moving.add(name);
    }
  }
  return moving;
}

function movesOnWithin(
  history: readonly Parameters[],
  name: string,
  moving: ReadonlySet<string>,
): boolean {
  const apart = new Set([...moving, name]);
  const groups = new Map<string, Parameters[]>();
  for (const parameters of history) {
    const key = stableKey(parameters, apart);
    const group = groups.get(key);
    if (group) group.push(parameters);
    else groups.set(key, [parameters]);
  }
  const verdicts = [...groups.values()]
    .filter((group) => group.length >= 3)
    .map((group) => movesOn(group.map((parameters) => parameters.get(name))));
  return groups.size < history.length && verdicts.length > 0 && verdicts.every(Boolean);
}

/** The parameters that tell one channel from another, as text. */
export function stableKey(parameters: Parameters, moving: ReadonlySet<string>): string {
  const stable = [...parameters].filter(([name]) => !moving.has(name));
  return stable.map(([name, value]) => `${name}=${value}`).join('&');
}

function movesOn(values: readonly (string | undefined)[]): boolean {
  const seen = new Set<string | undefined>();
  let returns = 0;
  for (const [index, value] of values.entries()) {
    if (seen.has(value) && values[index - 1] !== value) returns += 1;
    seen.add(value);
  }
  if (seen.size < 2 || returns > values.length * RETURNS) return false;
  const areWords = [...seen].every((value) => value === undefined || /^[a-z_-]*$/i.test(value));
  return !areWords || (seen.size >= WORDS && seen.size >= values.length / 2);
}
