import { BUS_KINDS, type BusKind } from '../demo-server/hub/bus.ts';
import { Failure } from './failure.ts';

interface BusChoice {
  readonly bus?: BusKind;
  readonly redisUrl?: string;
}

/** Who asks: a server alone, or a cluster, which starts a Redis of its own where none is named. */
type Asking = 'alone' | 'own Redis';

/**
 * What carries the messages, as REDIS_URL and BUS say.
 * @throws {Failure} where BUS is none that there is, or needs a REDIS_URL that is not there
 */
export function readBus(
  { REDIS_URL, BUS }: NodeJS.ProcessEnv = process.env,
  asking: Asking = 'alone',
): BusChoice {
  const bus = BUS ? BUS_KINDS.find((kind) => kind === BUS) : undefined;
  if (BUS && !bus) throw new Failure(`BUS is "${BUS}". Choose ${BUS_KINDS.join(', ')}.`);
  if (!REDIS_URL && bus && bus !== 'memory' && asking === 'alone')
    throw new Failure(`The bus "${bus}" needs Redis: set REDIS_URL=redis://127.0.0.1:6379.`);
  if (!REDIS_URL) return { ...(bus && { bus }) };
  return { bus: bus ?? 'streams', redisUrl: REDIS_URL };
}
