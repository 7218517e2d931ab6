import type { Quote } from '../../wire/topic/message.ts';
import type { Feed } from '../model/feed.ts';
import { words } from '../words/words.ts';

/** The latest price of each symbol among what arrived. */
export function QuoteBoard({ feed }: { feed: Feed }) {
  const { laboratory } = words.value;
  const latest = new Map<string, Quote>();
  for (const { message } of feed.rows.value) {
    if (message.quote && !latest.has(message.quote.symbol))
      latest.set(message.quote.symbol, message.quote);
  }
  const quotes = [...latest.values()].sort((a, b) => a.symbol.localeCompare(b.symbol));
  return (
    <dl class="quotes" aria-label={laboratory.prices}>
      {quotes.length === 0 && <div class="nothing">{laboratory.noPrice}</div>}
      {quotes.map((quote) => (
        <div key={quote.symbol} class={quote.change < 0 ? 'quote down' : 'quote up'}>
          <dt>
            {quote.symbol}
            <small>
              {quote.change < 0 ? '▼' : '▲'} {Math.abs(quote.change).toFixed(2)}
            </small>
          </dt>
          <dd>{quote.price.toFixed(2)}</dd>
        </div>
      ))}
    </dl>
  );
}
