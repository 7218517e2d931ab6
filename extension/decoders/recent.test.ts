import { describe, expect, it } from 'vitest';
import { Recent } from './recent.ts';

describe('recent values', () => {
  it('are remembered until deleted', () => {
    const recent = new Recent<number>();
    recent.set('a', 1, 10);
    recent.set('a', 2, 10);
    expect(recent.get('a')).toBe(2);
    recent.delete('a');
    expect(recent.get('a')).toBeUndefined();
  });

  it('make room for newer ones, the oldest first', () => {
    const recent = new Recent<number>();
    const megabyte = 1024 * 1024;
    for (let n = 0; n < 20; n += 1) recent.set(`${n}`, n, megabyte);
    expect(recent.get('19')).toBe(19);
    expect(recent.get('17')).toBe(17);
    expect(recent.get('5')).toBeUndefined();
  });
});
