/** What a subscriber asks a Mercure hub for. */
export interface Subscription {
  /** Topics, and patterns of topics, in the order of the query. */
  readonly topics: readonly string[];
  /** Where to go on after an interruption. */
  readonly lastEventId?: string;
}

/** The path that the protocol gives to hubs (Mercure, "Subscription"); an app may be below a prefix. */
const HUB = /\/\.well-known\/mercure$/;
/**
 * Query parameters that name topics: `topic` up to version 0 of hubs, `match` with the type of the
 * matcher from 1.0 on.
 */
const TOPIC = /^(?:topic|match(?:[A-Z]\w*|_[a-z]+)?)$/;
/** The oldest hubs took the header's name, later ones take their own. */
const LAST_EVENT_ID = ['lastEventID', 'last-event-id', 'Last-Event-ID'];

/** What a URL subscribes to; `undefined` where it is no hub's. */
export function subscriptionOf(url: string): Subscription | undefined {
  const parsed = hubUrl(url);
  if (!parsed) return undefined;
  const pairs = [...parsed.searchParams];
  const topics = pairs.filter(([name]) => TOPIC.test(name)).map(([, value]) => value);
  const lastEventId = pairs.find(([name]) => LAST_EVENT_ID.includes(name))?.[1];
  return { topics, ...(lastEventId && { lastEventId }) };
}

/** Whether updates are published here. */
export function isHub(url: string): boolean {
  return hubUrl(url) !== undefined;
}

function hubUrl(url: string): URL | undefined {
  // Most URLs are told apart without being taken apart.
  if (!url.includes('/.well-known/mercure') || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  return HUB.test(parsed.pathname) ? parsed : undefined;
}
