import type { FaultDesk, Victim } from './desk.ts';
import type { FaultKind } from './fault.ts';
import { InTime } from './in-time.ts';
import { type Bytes, malformed, truncated } from './mangle.ts';

/** A message on its way to the page. */
export interface Outgoing {
  readonly data: Bytes;
  readonly isHeartBeat?: boolean;
}

interface LineOptions {
  readonly desk: FaultDesk;
  readonly victim: Victim;
  /** Tells the ledger that a fault struck. */
  readonly note: (fault: FaultKind, text: string) => void;
}

/** A message held back for a later one waits so long at most, in milliseconds. */
const PATIENCE = 1000;

/** The way of one connection's messages to the page, with all that befalls them on it. */
export class FaultLine {
  private held: { readonly go: () => void; readonly timer: NodeJS.Timeout } | undefined;
  private readonly inTime = new InTime();

  constructor(private readonly options: LineOptions) {}

  /** Whether anything may befall messages at all; where not, nobody need ask further. */
  get isClear(): boolean {
    return this.options.desk.isIdle && !this.held && this.inTime.isIdle;
  }

  /** Whether what the page sends is lost, because the connection has fallen silent. */
  swallows(data: Bytes): boolean {
    const isSilent = this.strikes('silence') !== undefined;
    if (isSilent) this.note('silence', data);
    return isSilent;
  }

  /** Hands a message to `send`: as it is, another way, later, twice, or never. */
  pass(message: Outgoing, send: (data: Bytes) => void): void {
    if (this.isClear) send(message.data);
    else if (!this.isLost(message)) this.befall(message.data, send);
  }

  /** How much later what the page sends is to be read, in milliseconds. */
  get readingDelay(): number {
    const fault = this.strikes('slow-reader');
    if (fault) this.options.note('slow-reader', `${fault.milliseconds} ms`);
    return fault?.milliseconds ?? 0;
  }

  /** Whether an event is to go out without its id. */
  get skipsId(): boolean {
    const skips = this.strikes('skip-ids') !== undefined;
    if (skips) this.options.note('skip-ids', '');
    return skips;
  }

  /** In pieces of how many bytes a stream is handed on; undefined where nobody buffers it. */
  get buffered(): number | undefined {
    return this.strikes('buffering')?.bytes;
  }

  /** Lets what is held go, or forgets it with the connection. */
  stop(): void {
    clearTimeout(this.held?.timer);
    this.held = undefined;
  }

  private befall(plain: Bytes, send: (data: Bytes) => void): void {
    const data = this.mangled(plain);
    const isTwice = this.strikes('duplicate') !== undefined;
    if (isTwice) this.note('duplicate', data);
    const go = () => {
      send(data);
      if (isTwice) send(data);
    };
    this.inOrder(data, () => this.later(data, go));
  }

  private isLost({ data, isHeartBeat = false }: Outgoing): boolean {
    const kinds = [
      'silence',
      'drop',
      ...(isHeartBeat ? (['missed-heart-beats'] as const) : []),
    ] as const;
    const kind = kinds.find((one) => this.strikes(one) !== undefined);
    if (kind) this.note(kind, data);
    return kind !== undefined;
  }

  private mangled(data: Bytes): Bytes {
    if (this.strikes('malformed')) return this.changed('malformed', malformed(data));
    if (this.strikes('truncated')) return this.changed('truncated', truncated(data));
    return data;
  }

  private changed(kind: FaultKind, data: Bytes): Bytes {
    this.note(kind, data);
    return data;
  }

  private inOrder(data: Bytes, go: () => void): void {
    const before = this.held;
    this.held = undefined;
    if (before) {
      clearTimeout(before.timer);
      go();
      before.go();
    } else if (this.strikes('reorder')) {
      this.note('reorder', data);
      const timer = setTimeout(() => {
        this.held = undefined;
        go();
      }, PATIENCE);
      this.held = { go, timer };
    } else {
      go();
    }
  }

  private later(data: Bytes, go: () => void): void {
    const fault = this.strikes('delay');
    if (fault) this.note('delay', data);
    this.inTime.do(fault ? fault.milliseconds + Math.random() * fault.jitter : 0, go);
  }

  private strikes<Kind extends Parameters<FaultDesk['strike']>[0]>(kind: Kind) {
    const { desk, victim } = this.options;
    return desk.strike(kind, victim, Date.now());
  }

  private note(kind: FaultKind, data: Bytes): void {
    const text = typeof data === 'string' ? data : `${data.length} bytes`;
    this.options.note(kind, text.slice(0, 200));
  }
}
