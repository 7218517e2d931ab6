import { signal } from '@preact/signals';
import { z } from 'zod';
import { report } from '../model/server.ts';

const ACTIVE = z.object({
  faults: z.array(
    z.object({
      id: z.number(),
      struck: z.number(),
      fault: z.looseObject({ kind: z.string() }),
    }),
  ),
});

export type ActiveFault = z.infer<typeof ACTIVE>['faults'][number];

/** What is switched on, as the server last told. */
export const activeFaults = signal<readonly ActiveFault[]>([]);

/** Asks what is switched on, and how often it struck. */
export async function askFaults(): Promise<void> {
  const answer = await fetch('/api/faults').catch(() => undefined);
  if (!answer?.ok) return;
  const read = ACTIVE.safeParse(await answer.json());
  if (read.success) activeFaults.value = read.data.faults;
}

/** Switches one off, or all. */
export async function switchOff(id?: number): Promise<void> {
  await report(fetch(id === undefined ? '/api/faults' : `/api/faults/${id}`, { method: 'DELETE' }));
  await askFaults();
}
