import { signal } from '@preact/signals';
import { reasonOf } from '../transports/reading.ts';

/** One response that brings a JSON object a line: the plainest of all streams. */
export class JsonLines {
  readonly lines = signal<readonly string[]>([]);
  readonly status = signal<'idle' | 'reading' | 'done' | 'stopped' | 'failed'>('idle');
  readonly error = signal('');
  private current: AbortController | undefined;

  stop(): void {
    this.current?.abort();
  }

  async read(topic: string, count: number): Promise<void> {
    this.stop();
    const current = new AbortController();
    this.current = current;
    this.lines.value = [];
    this.error.value = '';
    this.status.value = 'reading';
    try {
      await this.follow(`/api/ndjson/${topic}?count=${count}`, current.signal);
      if (this.current === current) this.status.value = 'done';
    } catch (error) {
      if (this.current !== current) return;
      this.status.value = current.signal.aborted ? 'stopped' : 'failed';
      this.error.value = current.signal.aborted ? '' : reasonOf(error);
    }
  }

  private async follow(url: string, signal: AbortSignal): Promise<void> {
    const response = await fetch(url, { signal });
    if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      const lines = (rest + piece.value).split('\n');
      rest = lines.pop() ?? '';
      this.lines.value = [...this.lines.value, ...lines].slice(-100);
    }
  }
}
