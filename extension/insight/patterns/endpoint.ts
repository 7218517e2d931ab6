/** A request's URL taken apart: what it asks, and with which parameters. */
export interface Endpoint {
  /** Method, origin, path and the names of the parameters. */
  readonly key: string;
  /** What a person reads: the path. */
  readonly path: string;
  /** Query parameters in the order of the URL; a repeated name has its values joined. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Takes a request's URL apart; one that cannot be parsed is an endpoint of its own. */
export function endpointOf(method: string, url: string): Endpoint {
  if (!URL.canParse(url)) return { key: `${method} ${url}`, path: url, parameters: new Map() };
  const { origin, pathname, searchParams } = new URL(url);
  const parameters = new Map<string, string>();
  for (const [name, value] of searchParams) {
    const before = parameters.get(name);
    parameters.set(name, before === undefined ? value : `${before},${value}`);
  }
  const key = `${method} ${origin}${pathname}`;
  return { key, path: pathname, parameters };
}
