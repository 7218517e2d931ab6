import { describe, expect, test } from 'vitest';
import { parseCommand } from './json.ts';

describe('JSON commands', () => {
  test.each([
    { kind: 'publish', topic: 'chat', from: 'kim', text: 'hi' },
    { kind: 'subscribe', topic: 'chat' },
    { kind: 'unsubscribe', topic: 'chat' },
    { kind: 'ping', at: 12 },
  ])('reads $kind', (command) => {
    expect(parseCommand(JSON.stringify(command))).toEqual(command);
  });

  test.each([
    ['', 'not a JSON object'],
    ['[1', 'not a JSON object'],
    ['null', 'not a JSON object'],
    ['"publish"', 'not a JSON object'],
    ['{}', 'kind is not'],
    ['{"kind":"shout"}', 'kind is not'],
    ['{"kind":"publish","topic":"chat"}', 'needs topic, from and text'],
    ['{"kind":"subscribe","topic":7}', 'needs a topic'],
    ['{"kind":"ping","at":"now"}', 'needs a number'],
  ])('says what is wrong with %s', (text, reason) => {
    expect(parseCommand(text)).toEqual({
      kind: 'malformed',
      reason: expect.stringContaining(reason),
    });
  });
});
