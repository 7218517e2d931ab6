import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { bytes } from './decoder.ts';

const session = bytes.open({ transport: 'websocket', url: 'ws://h/' });

function layerOf(content: Uint8Array) {
  const payload = Payload.ofBytes(content);
  const [unit] = session.feed({ message: 4, direction: 'sent', time: 9, payload });
  expect(unit).toMatchObject({
    direction: 'sent',
    time: 9,
    sources: [{ message: 4, range: [0, content.length] }],
  });
  return unit?.layer;
}

describe('bytes', () => {
  it.each([
    [[], '(empty)'],
    [[0, 255], '00 ff'],
    [Array(24).fill(1), Array(24).fill('01').join(' ')],
    [Array(25).fill(1), `${Array(24).fill('01').join(' ')} …`],
  ])('%j are shown in hex, as many as fit a line', (content, summary) => {
    expect(layerOf(Uint8Array.from(content))?.summary).toBe(summary);
  });

  it('have their length as a field', () => {
    expect(layerOf(new Uint8Array(3))?.fields()).toEqual([
      { name: 'length', value: 3, range: [0, 3] },
    ]);
  });

  it('refuse nothing but text', () => {
    expect(bytes.sniffs(Payload.ofBytes(new Uint8Array(0)), 'sent')?.by).toBe('fallback');
    expect(bytes.sniffs(Payload.ofText(''), 'sent')).toBeUndefined();
  });
});
