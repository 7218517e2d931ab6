import type { Page } from 'puppeteer-core';

/** A client as the page shows it. */
export interface SeenClient {
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  /** The server's card that it stands in, or where else. */
  readonly place: string;
}

/** A word's row: what became of it at whom. */
export interface SeenWord {
  readonly number: number;
  readonly outcome: string;
  /** The server it was said on. */
  readonly server: string | undefined;
  readonly fates: Readonly<Record<string, string>>;
  readonly remembered: Readonly<Record<string, string | undefined>>;
}

/** Everything that the page tells of the cluster, in one look. */
export interface Seen {
  readonly bus: string | undefined;
  readonly isJoined: boolean;
  readonly servers: Readonly<Record<string, string>>;
  readonly redis: string | undefined;
  readonly verdict: string | undefined;
  readonly clients: readonly SeenClient[];
  readonly words: readonly SeenWord[];
  /** Numbers missing, by who misses them. */
  readonly losses: Readonly<Record<string, readonly number[]>>;
  readonly refused: readonly number[];
  readonly unsure: readonly number[];
  /** Whether each trip held, and over which servers it went. */
  readonly trips: Readonly<Record<string, { holds: string | undefined; servers: string[] }>>;
}

/** Somebody who looks at the cluster's page and presses its buttons. */
export class ClusterVisitor {
  constructor(private readonly page: Page) {}

  /** By script: the page may not be the one in front. */
  async click(selector: string): Promise<void> {
    const isDone = await this.page.evaluate((wanted) => {
      const found = document.querySelector<HTMLElement>(wanted);
      const isOpen = found !== null && !found.matches(':disabled');
      if (isOpen) found.click();
      return isOpen;
    }, selector);
    if (!isDone) throw new Error(`There is no ${selector} to click on.`);
  }

  say(client: string): Promise<void> {
    return this.click(`[data-client="${client}"] [data-action="say"]`);
  }

  tell(server: string, what: 'start' | 'stop' | 'kill'): Promise<void> {
    return this.click(`.server[data-server="${server}"] [data-action="${what}"]`);
  }

  look(): Promise<Seen> {
    return this.page.evaluate(() => {
      const all = (selector: string, within: ParentNode = document) => [
        ...within.querySelectorAll<HTMLElement>(selector),
      ];
      const dataOf = (selector: string, name: string) => all(selector)[0]?.dataset[name];
      const numbers = (text: string | undefined) => (text ? text.split(' ').map(Number) : []);
      const place = (chip: HTMLElement) =>
        chip.closest<HTMLElement>('.server')?.dataset.server ??
        (chip.closest('.cut-off') ? 'cut off' : 'wandering');
      const table = <Value>(
        found: HTMLElement[],
        key: string,
        value: (one: HTMLElement) => Value,
      ): Record<string, Value> =>
        Object.fromEntries(found.map((one) => [one.dataset[key] ?? '', value(one)]));
      return {
        bus: dataOf('.plan', 'bus'),
        isJoined: dataOf('.plan', 'joined') === 'true',
        redis: dataOf('.redis', 'redis'),
        servers: table(all('.server'), 'server', (one) => one.dataset.state ?? ''),
        verdict: dataOf('.verdict', 'verdict'),
        clients: all('.plan .client').map((chip) => ({
          name: chip.dataset.client ?? '',
          kind: chip.dataset.transport ?? '',
          state: chip.dataset.state ?? '',
          place: place(chip),
        })),
        words: all('tr[data-word]').map((row) => ({
          number: Number(row.dataset.word),
          outcome: row.dataset.outcome ?? '',
          server: row.dataset.server,
          fates: table(all('[data-client]', row), 'client', (one) => one.dataset.fate ?? ''),
          remembered: table(all('[data-server]', row), 'server', (one) => one.dataset.remembers),
        })),
        losses: table(all('[data-who]'), 'who', (one) => numbers(one.dataset.missing)),
        refused: numbers(dataOf('[data-refused]', 'refused')),
        unsure: numbers(dataOf('[data-unsure]', 'unsure')),
        trips: table(all('[data-trip]'), 'trip', (one) => ({
          holds: one.dataset.holds,
          servers: all('li', one).map((step) => step.dataset.server ?? ''),
        })),
      };
    });
  }
}
