import { describe, expect, it } from 'vitest';
import type { Conversation } from './conversation.ts';
import { minimised } from './minimise.ts';

function conversation(...messages: readonly string[]): Conversation {
  const encoder = new TextEncoder();
  const said = messages.map((text) => ({
    direction: 'sent' as const,
    isText: true,
    bytes: encoder.encode(text),
  }));
  return { protocol: 'x', facts: { transport: 'fetch', url: '' }, framing: 'messages', said };
}

describe('a conversation that fails', () => {
  const texts = ({ said }: Conversation) =>
    said.map(({ bytes }) => new TextDecoder().decode(bytes));

  it('is made as small as what fails in it', () => {
    const fails = (one: Conversation) => texts(one).some((text) => text.includes('X'));
    const small = minimised(conversation('hello', 'some X in it', 'bye'), fails);
    expect(texts(small)).toEqual(['X']);
  });

  it('keeps the messages that it takes together', () => {
    const fails = (one: Conversation) => /a.*b/.test(texts(one).join('|'));
    expect(texts(minimised(conversation('xxax', 'y', 'zzbz'), fails))).toEqual(['a', 'b']);
  });

  it('that cannot be made smaller stays as it is', () => {
    const whole = conversation('ab', 'c');
    expect(minimised(whole, () => false)).toBe(whole);
  });
});
