import { describe, expect, it } from 'vitest';
import { GrowingText } from './growing-text.ts';

/** A response whose text a test sets, as the browser would. */
function response() {
  const body = { text: '' };
  return { body, growing: new GrowingText({ responseText: () => body.text }, undefined) };
}

describe('a text that grows', () => {
  it('is taken piece by piece, each once', () => {
    const { body, growing } = response();
    expect([growing.take(), growing.isTaken]).toEqual(['', false]);
    body.text = 'one';
    expect([growing.take(), growing.take(), growing.isTaken]).toEqual(['one', '', true]);
    body.text = 'one two';
    expect(growing.take()).toBe(' two');
  });

  it('is as the page read it last, once the browser has dropped it', () => {
    const { body, growing } = response();
    body.text = 'one';
    growing.take();
    growing.saw('one two');
    body.text = '';
    expect([growing.take(), growing.take()]).toEqual([' two', '']);
  });

  it('is as it came, where that is more than the page read', () => {
    const { body, growing } = response();
    growing.saw('one');
    body.text = 'one two';
    expect(growing.take()).toBe('one two');
  });

  it('keeps nothing that was forgotten', () => {
    const { growing } = response();
    growing.saw('one');
    growing.forget();
    expect(growing.take()).toBe('');
  });
});
