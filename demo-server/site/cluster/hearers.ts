import type { Company } from './company.ts';
import type { Hearer } from './words.ts';

/** The clients with what they have heard by now. */
export function hearersOf({ clients }: Company): readonly Hearer[] {
  return clients.map(({ name, heard }) => ({ name, heard: heard.value }));
}
