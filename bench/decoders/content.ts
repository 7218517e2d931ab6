/** The three sizes in which real-time messages come. */
export const SIZES = ['small', 'typical', 'large'] as const;
export type Size = (typeof SIZES)[number];

/** Different messages of a size: enough that none is in a cache of the engine because it repeats. */
const COUNTS: Readonly<Record<Size, number>> = { small: 400, typical: 200, large: 4 };

const WORDS =
  'the order was filled at once and nobody on the desk asked why it took so long before lunch yesterday'.split(
    ' ',
  );
const NAMES = ['kim', 'ana', 'jörg', 'wei', 'oluwaseun', 'maria', 'tom', 'priya'];

/** Made-up data, the same in every run. */
export class Content {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 to `end`, without `end` (a linear congruential generator). */
  below(end: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * end);
  }

  words(count: number): string {
    return Array.from({ length: count }, () => WORDS[this.below(WORDS.length)]).join(' ');
  }

  name(): string {
    return NAMES[this.below(NAMES.length)] ?? 'kim';
  }

  price(): number {
    return this.below(10_000_000) / 100;
  }

  /** A line of a chat: about 100 bytes as JSON. */
  chatLine(): object {
    return {
      id: this.below(1e6),
      room: this.below(40),
      from: this.name(),
      text: this.words(5 + this.below(8)),
      at: 1_795_160_000_000 + this.below(1e9),
    };
  }

  /** A change of an order, with its fills: 300 to 1500 bytes as JSON. */
  order(): object {
    return {
      type: 'order.updated',
      order: {
        id: `ord_${this.below(1e9).toString(36)}`,
        symbol: ['BTC-USD', 'ETH-USD', 'AAPL', 'MSFT'][this.below(4)],
        side: this.below(2) ? 'buy' : 'sell',
        status: 'partially_filled',
        price: this.price(),
        quantity: this.below(5000),
        tags: ['algo', 'eu-west-1'],
        trader: { name: this.name(), desk: this.below(12), note: this.words(this.below(20)) },
      },
      fills: Array.from({ length: 1 + this.below(8) }, () => this.fill()),
      isSnapshot: false,
      previous: null,
    };
  }

  fill(): object {
    return {
      id: this.below(1e9),
      price: this.price(),
      quantity: this.below(500),
      at: new Date(1_795_160_000_000 + this.below(1e9)).toISOString(),
      isMaker: this.below(2) === 1,
    };
  }

  /** A list as one body: 50 kB and more as JSON. */
  book(): object {
    return {
      snapshot: this.below(1e6),
      items: Array.from({ length: 140 + this.below(40) }, () => this.order()),
    };
  }

  ofSize(size: Size): object {
    switch (size) {
      case 'small':
        return this.chatLine();
      case 'typical':
        return this.order();
      case 'large':
        return this.book();
      default:
        return size satisfies never;
    }
  }
}

/** The values that messages of a size carry. */
export function valuesOf(size: Size): readonly object[] {
  const content = new Content(size.length * 7919);
  return Array.from({ length: COUNTS[size] }, () => content.ofSize(size));
}
