import { post, report } from '../model/server.ts';
import { parsed } from '../transports/reading.ts';

/** Switches a fault on; gives its number, or undefined where the server refused. */
export async function switchFaultOn(fault: object): Promise<number | undefined> {
  const answer = await report(fetch('/api/faults', post('POST', fault)));
  const value = answer && parsed(await answer.text());
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof id === 'number' ? id : undefined;
}

/** Switches a fault off; it may have ended by itself. */
export async function switchFaultOff(id: number): Promise<void> {
  await fetch(`/api/faults/${id}`, { method: 'DELETE' }).catch(() => undefined);
}
