import { describe, expect, it } from 'vitest';
import { Waiting } from './waiting.ts';

describe('what waits for an answer', () => {
  it('is given out once, the newest value of an id', () => {
    const waiting = new Waiting<number>();
    waiting.set('a', 1);
    waiting.set('a', 2);
    expect([waiting.take('a'), waiting.take('a'), waiting.take('b')]).toEqual([
      2,
      undefined,
      undefined,
    ]);
  });

  it('is kept for thousands of others, and then forgotten', () => {
    const waiting = new Waiting<number>();
    for (let id = 0; id < 20_000; id += 1) waiting.set(String(id), id);
    expect(waiting.take('19999')).toBe(19_999);
    expect(waiting.take('15000')).toBe(15_000);
    expect(waiting.take('9999')).toBeUndefined();
  });

  it('does not come back from an older generation', () => {
    const waiting = new Waiting<string>();
    waiting.set('a', 'old');
    for (let id = 0; id < 5000; id += 1) waiting.set(String(id), '');
    waiting.set('a', 'new');
    expect([waiting.take('a'), waiting.take('a')]).toEqual(['new', undefined]);
  });

  it('stays for as long as it is asked about', () => {
    const waiting = new Waiting<string>();
    waiting.set('a', 'kept');
    for (let id = 0; id < 30_000; id += 1) {
      waiting.set(String(id), '');
      if (id % 1000 === 0) expect(waiting.get('a')).toBe('kept');
    }
    expect([waiting.get('a'), waiting.get('0')]).toEqual(['kept', undefined]);
  });
});
