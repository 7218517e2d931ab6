import { describe, expect, it } from 'vitest';
import { campaign, made } from './campaign.ts';
import { reproduction, table } from './report.ts';
import { SEEDS } from './seeds/list.ts';

const sampling = { chain: 1, trees: 1, splits: 1 };

describe('a campaign', () => {
  it('makes the same of the same seed, and other things of another', () => {
    const numbers = Array.from({ length: 50 }, (_, number) => number);
    const all = (seed: number) => numbers.map((number) => made('stomp', seed, number));
    expect(all(7)).toEqual(all(7));
    expect(all(7)).not.toEqual(all(8));
  });

  it('counts messages that differ from the sound ones, nearly all of them', () => {
    const sound = new Set(SEEDS.flatMap(({ said }) => said.map(({ bytes }) => bytes.join())));
    let messages = 0;
    let changed = 0;
    for (let number = 0; number < 500; number += 1) {
      const { conversation, mutated } = made('mqtt', 3, number);
      messages += mutated;
      changed += conversation.said.filter(({ bytes }) => !sound.has(bytes.join())).length;
    }
    expect(changed).toBeGreaterThan(messages * 0.9);
  });

  it('stops when it is told to', () => {
    const outcome = campaign({ protocol: 'text', seed: 1, sampling }, ({ next }) => next === 10);
    expect(outcome).toMatchObject({ next: 10 });
    expect(outcome.finding).toBeUndefined();
  });
});

describe('the report', () => {
  it('is a table with a sum', () => {
    const tally = { conversations: 10, messages: 2500, milliseconds: 500 };
    expect(
      table([
        { protocol: 'mqtt', ...tally },
        { protocol: 'sse', ...tally },
      ]),
    ).toBe(
      [
        'protocol  conversations  messages  per second',
        'mqtt                 10     2,500       5,000',
        'sse                  10     2,500       5,000',
        'all                  20     5,000       5,000',
        '',
      ].join('\n'),
    );
  });

  it('says of a finding everything that it takes to see it again', () => {
    const bytes = new TextEncoder().encode('a\n');
    const text = reproduction({
      protocol: 'sse',
      seed: 7,
      number: 42,
      kind: 'range',
      message: 'sse: field "a"',
      conversation: {
        protocol: 'sse',
        facts: { transport: 'fetch', url: '' },
        framing: 'parts',
        said: [{ direction: 'received', isText: true, bytes }],
      },
    });
    expect(text).toContain('sse breaks a promise (range): sse: field "a"');
    expect(text).toContain('received text 610a\n    "a\\n"');
    expect(text).toContain('--seed 7 --protocol sse --from 42');
  });
});
