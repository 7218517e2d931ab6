import type { TransportName } from '../transports/transport.ts';
import { words } from '../words/words.ts';

/** How the person is called who writes through a way: the others see where it came from. */
export function writerName(transport: TransportName): string {
  const { laboratory, lanes } = words.value;
  return `${laboratory.you} (${lanes.transports[transport].short})`;
}
