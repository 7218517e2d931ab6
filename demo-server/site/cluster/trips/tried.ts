import { signal } from '@preact/signals';
import type { Bus, ClusterState } from '../cluster-state.ts';
import { sockJsTrip } from './sockjs-trip.ts';
import { eventsTrip, longPollTrip } from './topic-trips.ts';
import type { Step, TripName } from './trip.ts';

/** What was tried, and over what. */
export interface Tried {
  readonly bus: Bus;
  readonly isSticky: boolean;
  readonly trips: readonly (readonly [name: TripName, steps: readonly Step[]])[];
}

export const tried = signal<Tried | 'trying' | undefined>(undefined);

/** Tries all trips, one after the other: they would take each other's turn at the balancer. */
export async function tryTrips({ bus, isSticky }: ClusterState): Promise<void> {
  tried.value = 'trying';
  const polls = await longPollTrip();
  const events = await eventsTrip();
  const session = await sockJsTrip();
  tried.value = {
    bus,
    isSticky,
    trips: [
      ['long-polling', polls],
      ['sse', events],
      ['sockjs', session],
    ],
  };
}
