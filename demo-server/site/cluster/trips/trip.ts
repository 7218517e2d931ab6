/** What goes from server to server, and may need to come back to the same one. */
export const TRIPS = ['long-polling', 'sse', 'sockjs'] as const;
export type TripName = (typeof TRIPS)[number];

export type StepName = 'begin' | 'poll' | 'stream' | 'resume' | 'open' | 'send' | 'receive';

/** One request of a trip. */
export interface Step {
  readonly name: StepName;
  /** The server that answered. */
  readonly server: string | undefined;
  readonly status: number;
  /** Whether it brought what it should. */
  readonly isRight: boolean;
}

/** A trip, or why it could not be made. */
export interface Trip {
  readonly name: TripName;
  readonly steps: readonly Step[];
  readonly hindrance?: string;
}

/** Where the words of a trip are said. */
export const TRIP_TOPIC = 'cluster-trips';

/** How long an answer may take before it counts as none, in milliseconds. */
export const TRIP_PATIENCE = 2000;

/** A step that got this answer; without one, nobody answered in time. */
export function stepOf(name: StepName, answer: Response | undefined, isRight: boolean): Step {
  const server = answer?.headers.get('X-Server-Id') ?? undefined;
  return { name, server, status: answer?.status ?? 0, isRight };
}

/** Asks for something; undefined when it takes too long, or nobody answers. */
export async function asked(path: string, about: RequestInit = {}): Promise<Response | undefined> {
  const signal = AbortSignal.timeout(TRIP_PATIENCE);
  return fetch(path, { ...about, signal, cache: 'no-store' }).catch(() => undefined);
}
