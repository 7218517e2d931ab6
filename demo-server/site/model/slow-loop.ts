import { signal } from '@preact/signals';
import { wait } from '../transports/wait.ts';

/** Polls an endpoint that is merely slow: held like a long poll, but never for news. */
export class SlowLoop {
  readonly running = signal(false);
  readonly requests = signal(0);
  readonly since = signal<number | undefined>(undefined);
  private stopping: AbortController | undefined;

  start(delay: number, pause: number): void {
    this.stop();
    this.stopping = new AbortController();
    this.running.value = true;
    void this.loop(delay, pause, this.stopping.signal);
  }

  stop(): void {
    this.stopping?.abort();
    this.stopping = undefined;
    this.running.value = false;
    this.since.value = undefined;
  }

  private async loop(delay: number, pause: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.requests.value += 1;
      this.since.value = Date.now();
      await fetch(`/api/slow?delay=${delay}`, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      this.since.value = undefined;
      await wait(pause, signal);
    }
  }
}
