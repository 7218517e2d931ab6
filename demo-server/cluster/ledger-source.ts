import { Refusal } from '../refusal.ts';
import type { Target } from './rotation.ts';

/** Where the ledger's lines have their time: near the start, written by the server itself. */
const TIME = /^\{"sequence":\d+,"time":([\d.]+),/;

/** The ledger of one server, read piece by piece: all of it may be far more than one wants at once. */
export class LedgerSource {
  readonly id: string;
  /** Entries that the server itself has lost. */
  lost = 0;
  /** Why there is no more of it, where that is not its end. */
  failure: string | undefined;
  private readonly stopping = new AbortController();
  private readonly decoder = new TextDecoder();
  private reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  private lines: string[] = [];
  private rest = '';

  constructor(
    private readonly target: Target,
    private readonly query: string,
    /** Milliseconds that the server may say nothing. */
    private readonly patience: number,
  ) {
    this.id = target.id;
  }

  /** @throws {Refusal} what the server itself refuses */
  async open(): Promise<void> {
    const url = `http://127.0.0.1:${this.target.port}/api/ledger${this.query}`;
    const answer = await this.inTime(fetch(url, { signal: this.stopping.signal }));
    if (answer && !answer.ok) throw await refusalIn(answer);
    this.reader = answer?.body?.getReader();
    await this.read();
  }

  /** Whether more has to be read before it can be said what comes next. */
  get isHungry(): boolean {
    return this.lines.length === 0 && this.reader !== undefined;
  }

  /** Time of the next entry; infinite where there is none. */
  get time(): number {
    const line = this.lines.at(-1);
    return line === undefined ? Number.POSITIVE_INFINITY : Number(TIME.exec(line)?.[1] ?? 0);
  }

  /** The next entry with this server's name, as a line. */
  take(): string | undefined {
    const line = this.lines.pop();
    return line && named(line, this.id);
  }

  /** Reads on until there are entries, or no more. */
  async read(): Promise<void> {
    while (this.isHungry) {
      const piece = await this.inTime(this.reader?.read());
      if (piece?.done === false) this.split(piece.value);
      else this.reader = undefined;
    }
  }

  leave(): void {
    this.stopping.abort();
  }

  private split(piece: Uint8Array): void {
    const lines = (this.rest + this.decoder.decode(piece, { stream: true })).split('\n');
    this.rest = lines.pop() ?? '';
    if (lines.at(-1)?.startsWith('{"kind":"end"')) this.lost = lostIn(lines.pop() ?? '');
    // The last first, for what is taken is taken from the end.
    this.lines = lines.reverse();
  }

  /** Undefined, and {@link failure}, where it takes too long or goes wrong. */
  private async inTime<Value>(asked: Promise<Value> | undefined): Promise<Value | undefined> {
    const timer = setTimeout(() => {
      this.failure = `It said nothing for ${this.patience / 1000} s.`;
      this.stopping.abort();
    }, this.patience);
    try {
      return await asked;
    } catch {
      this.failure ??= 'It ended while its ledger was read.';
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** An entry as a line, with the name of the server that wrote it. */
export function named(entry: string, server: string): string {
  return `{"server":${JSON.stringify(server)},${entry.slice(1)}\n`;
}

function lostIn(end: string): number {
  const { lost } = JSON.parse(end) as { readonly lost?: number };
  return lost ?? 0;
}

async function refusalIn(answer: Response): Promise<Refusal> {
  const { error, whatToDo } = (await answer.json()) as Partial<Record<string, string>>;
  const status = `The server answers ${answer.status}.`;
  return new Refusal(answer.status, error ?? status, whatToDo ?? 'Correct the request.');
}
