import { signal } from '@preact/signals';
import { reasonOf } from '../../transports/reading.ts';
import type { Bus, ClusterState } from '../cluster-state.ts';
import { sockJsTrip } from './sockjs-trip.ts';
import { eventsTrip, longPollTrip } from './topic-trips.ts';
import type { Step, Trip, TripName } from './trip.ts';

/** What was tried, and over what. */
export interface Tried {
  readonly bus: Bus;
  readonly isSticky: boolean;
  readonly trips: readonly Trip[];
}

export const tried = signal<Tried | 'trying' | undefined>(undefined);

/** Tries all trips, one after the other: they would take each other's turn at the balancer. */
export async function tryTrips({ bus, isSticky }: ClusterState): Promise<void> {
  tried.value = 'trying';
  const trips = [
    await made('long-polling', longPollTrip),
    await made('sse', eventsTrip),
    await made('sockjs', sockJsTrip),
  ];
  tried.value = { bus, isSticky, trips };
}

/** Where servers or Redis are away, nothing is learnt of sessions. */
async function made(name: TripName, make: () => Promise<readonly Step[]>): Promise<Trip> {
  try {
    const steps = await make();
    const failed = steps.find(({ status }) => status >= 500);
    return failed ? { name, steps: [], hindrance: `HTTP ${failed.status}` } : { name, steps };
  } catch (error) {
    return { name, steps: [], hindrance: reasonOf(error) };
  }
}
