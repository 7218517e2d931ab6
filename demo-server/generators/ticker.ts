import type { Quote } from '../wire/topic/message.ts';
import { pick, randomFrom } from './random.ts';
import type { Story } from './story.ts';

const SYMBOLS = ['ALDER', 'BIRCH', 'CEDAR', 'EBONY', 'HAZEL', 'MAPLE'] as const;

/** A market of six trees: prices walk at random, about half a per cent a step. */
export function tickerStory(seed: number): Story {
  const random = randomFrom(seed);
  const prices = new Map<string, number>(SYMBOLS.map((symbol) => [symbol, 40 + random() * 160]));
  return () => {
    const quote = step(pick(random, SYMBOLS), prices, random);
    const sign = quote.change < 0 ? '' : '+';
    const text = `${quote.symbol} ${quote.price.toFixed(2)} ${sign}${quote.change.toFixed(2)}`;
    return { type: 'tick', from: 'market', text, quote };
  };
}

function step(symbol: string, prices: Map<string, number>, random: () => number): Quote {
  const before = prices.get(symbol) ?? 100;
  const after = Math.max(1, before * (1 + (random() - 0.5) * 0.01));
  prices.set(symbol, after);
  return { symbol, price: cents(after), change: cents(cents(after) - cents(before)) };
}

function cents(price: number): number {
  return Math.round(price * 100) / 100;
}
