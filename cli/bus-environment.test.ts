import { describe, expect, test } from 'vitest';
import { readBus } from './bus-environment.ts';

const REDIS_URL = 'redis://127.0.0.1:6379';

describe('what carries the messages, by REDIS_URL and BUS', () => {
  test.each([
    [{}, {}],
    [{ BUS: 'memory' }, { bus: 'memory' }],
    [{ REDIS_URL }, { bus: 'streams', redisUrl: REDIS_URL }],
    [
      { REDIS_URL, BUS: 'pubsub' },
      { bus: 'pubsub', redisUrl: REDIS_URL },
    ],
  ])('%j: %j', (environment, expected) => {
    expect(readBus(environment)).toEqual(expected);
    expect(readBus(environment, 'own Redis')).toEqual(expected);
  });

  test('a server alone needs REDIS_URL for some; a cluster starts its own Redis', () => {
    expect(() => readBus({ BUS: 'pubsub' })).toThrow('needs Redis: set REDIS_URL');
    expect(readBus({ BUS: 'pubsub' }, 'own Redis')).toEqual({ bus: 'pubsub' });
  });

  test.each(['alone', 'own Redis'] as const)('%s: what is no bus is refused', (who) => {
    expect(() => readBus({ BUS: 'pigeon' }, who)).toThrow('Choose memory, pubsub, streams.');
  });
});
