import { describe, expect, test } from 'vitest';
import { Board } from '../shared/board.ts';
import { SharedDocument } from '../shared/document.ts';
import { assistantTokens } from './assistant.ts';
import { boardStory } from './board.ts';
import { chatStory } from './chat.ts';
import { documentStory } from './document.ts';
import { notificationsStory } from './notifications.ts';
import { padded } from './story.ts';
import { tickerStory } from './ticker.ts';

describe('generators', () => {
  test.each([
    ['chat', chatStory],
    ['ticker', tickerStory],
    ['notifications', notificationsStory],
  ])('%s tells the same story for the same seed', (_name, story) => {
    const [one, same, other] = [story(1), story(1), story(2)];
    const first = Array.from({ length: 50 }, one);
    expect(Array.from({ length: 50 }, same)).toEqual(first);
    expect(Array.from({ length: 50 }, other)).not.toEqual(first);
  });

  test('prices move by what the quote says', () => {
    const next = tickerStory(7);
    const last = new Map<string, number>();
    for (let n = 0; n < 200; n += 1) {
      const { quote } = next();
      if (!quote) throw new Error('no quote');
      const before = last.get(quote.symbol);
      if (before !== undefined) expect(before + quote.change).toBeCloseTo(quote.price, 5);
      last.set(quote.symbol, quote.price);
    }
    expect(last.size).toBe(6);
  });

  test('players play by the rules, game after game', () => {
    const board = new Board();
    const next = boardStory(7, board);
    for (let id = 1; id <= 200; id += 1) {
      const { text, ...news } = next();
      board.check(text);
      board.take({ ...news, id, topic: 'board', time: 0, text });
    }
    expect(board.state).toMatchObject({ version: 200, ignored: 0 });
    expect(board.state.game).toBeGreaterThan(15);
  });

  test('writers write a text that neither ends nor grows for ever, however long its lines', () => {
    const document = new SharedDocument();
    const next = documentStory(7, document);
    for (let id = 1; id <= 300; id += 1) {
      const { text, ...news } = next();
      const long = padded(text, 200);
      document.check(long);
      document.take({ ...news, id, topic: 'document', time: 0, text: long });
      expect(document.state.lines.length).toBeLessThan(13);
    }
    expect(document.state).toMatchObject({ version: 300, ignored: 0, conflicts: 0 });
    expect(document.state.lines.length).toBeGreaterThan(3);
  });

  test('the assistant says exactly so many tokens, the same for the same prompt', () => {
    const answer = [...assistantTokens('why?', 25)];
    expect(answer).toHaveLength(25);
    expect([...assistantTokens('why?', 25)]).toEqual(answer);
    expect([...assistantTokens('how?', 25)]).not.toEqual(answer);
    expect(answer.slice(1).every((token) => /^ \S+$/.test(token))).toBe(true);
  });

  test('padding makes a text exactly as long as asked, never shorter', () => {
    expect(padded('abc', 0)).toBe('abc');
    expect(padded('abc', 4)).toHaveLength(4);
    expect(padded('abc', 1000)).toHaveLength(1000);
  });
});
