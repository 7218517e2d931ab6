import { type Batch, VERSION } from '../contract/channel.ts';
import { LIMITS } from '../contract/limits.ts';
import { encodeEvent } from './encode.ts';
import { now } from './natives.ts';
import { Run, type TextMessage } from './run.ts';

/** What the outbox needs of the world: a way out, and a timer that the page cannot see. */
export interface Outlet {
  send(batch: string): void;
  schedule(action: () => void, delay: number): void;
}

/** A batch on its way, until the panel acknowledges it; its text is let go once it is sent. */
interface Sealed {
  batch: string;
  readonly next: number;
  readonly bytes: number;
  following: Sealed | undefined;
}

/**
 * Gathers encoded events into batches. Held until `open()`; then each batch goes out when it is big
 * enough, or shortly after its first event. Batches are a linked list, as arrays have methods that
 * a page can replace.
 */
export class Outbox {
  readonly #outlet: Outlet;
  readonly #run = new Run();
  #events = '';
  /** Events of the batch before this one. */
  #lastCount = 0;
  #first = 0;
  #next = 0;
  #dropped = 0;
  #outstanding = 0;
  #oldest: Sealed | undefined;
  #newest: Sealed | undefined;
  /** The first batch that was not sent yet. */
  #unsent: Sealed | undefined;
  #isScheduled = false;
  #isHurried = false;
  #state: 'held' | 'open' | 'closed' = 'held';

  constructor(outlet: Outlet) {
    this.#outlet = outlet;
  }

  /** Queues an event. One that carries a payload is given up when too much is outstanding. */
  add(event: string, hasPayload: boolean): void {
    if (this.#state === 'closed') return;
    if (hasPayload && this.#isFull(event.length)) this.#dropped++;
    else this.#append(event);
    this.#sendSoon();
  }

  /** Queues a whole text message, together with those before it that it goes on from. */
  addText(message: TextMessage): void {
    if (this.#state === 'closed') return;
    if (this.#isFull(message.text.length)) this.#dropped++;
    else {
      if (!this.#run.add(message)) {
        this.#endRun();
        this.#run.add(message);
      }
      this.#next++;
    }
    this.#sendSoon();
  }

  /** Counts events that could not be had; the panel is told with the next batch. */
  drop(count: number): void {
    this.#dropped += count;
    this.#sendSoon();
  }

  /** Sends what was held, and from now on everything. */
  open(): void {
    if (this.#state === 'closed') return;
    this.#state = 'open';
    this.flush();
  }

  /** Everything before the running number `next` has arrived. */
  acknowledge(next: number): void {
    while (this.#oldest !== undefined && this.#oldest.next <= next) {
      this.#outstanding -= this.#oldest.bytes;
      if (this.#unsent === this.#oldest) this.#unsent = this.#oldest.following;
      this.#oldest = this.#oldest.following;
    }
    if (this.#oldest === undefined) this.#newest = undefined;
  }

  /** While hurried, every event goes out at once: the document may be gone before a timer fires. */
  hurry(isHurried: boolean): void {
    this.#isHurried = isHurried;
    if (isHurried && this.#state === 'open') this.flush();
  }

  flush(): void {
    this.#seal();
    if (this.#state !== 'open') return;
    while (this.#unsent !== undefined) {
      const sealed: Sealed = this.#unsent;
      const { batch } = sealed;
      sealed.batch = '';
      this.#unsent = sealed.following;
      this.#outlet.send(batch);
    }
  }

  /** Frees everything; nothing is sent any more. */
  close(): void {
    this.#state = 'closed';
    this.#run.take();
    this.#events = '';
    this.#oldest = undefined;
    this.#newest = undefined;
    this.#unsent = undefined;
  }

  get #length(): number {
    return this.#events.length + this.#run.length;
  }

  #isFull(more: number): boolean {
    return this.#outstanding + this.#length + more > LIMITS.unacknowledged;
  }

  #append(event: string): void {
    this.#endRun();
    this.#write(event);
    this.#next++;
  }

  #endRun(): void {
    const run = this.#run.take();
    if (run !== undefined) this.#write(run);
  }

  #write(event: string): void {
    this.#events += this.#events === '' ? event : `,${event}`;
  }

  #sendSoon(): void {
    if (this.#length >= LIMITS.batch || (this.#isHurried && this.#state === 'open')) {
      this.flush();
    } else if (this.#state === 'open' && !this.#isScheduled) {
      this.#isScheduled = true;
      this.#outlet.schedule(() => {
        this.#isScheduled = false;
        this.flush();
      }, this.#delay);
    }
  }

  get #delay(): number {
    return this.#lastCount < LIMITS.batchBusy ? LIMITS.batchDelay : LIMITS.batchDelayBusy;
  }

  #seal(): void {
    if (this.#dropped > 0) {
      this.#append(encodeEvent({ kind: 'dropped', time: now(), count: this.#dropped }));
      this.#dropped = 0;
    }
    this.#endRun();
    if (this.#events === '') return;
    const sealed = this.#sealed();
    this.#events = '';
    this.#lastCount = this.#next - this.#first;
    this.#first = this.#next;
    this.#outstanding += sealed.bytes;
    if (this.#newest !== undefined) this.#newest.following = sealed;
    this.#newest = sealed;
    this.#oldest ??= sealed;
    this.#unsent ??= sealed;
  }

  #sealed(): Sealed {
    const head: Omit<Batch, 'events'> = { version: VERSION, first: this.#first };
    const batch = `{"version":${head.version},"first":${head.first},"events":[${this.#events}]}`;
    return { batch, next: this.#next, bytes: batch.length, following: undefined };
  }
}
