import { signal } from '@preact/signals';
import { parsed, reasonOf } from '../transports/reading.ts';
import { eventDataIn } from './event-stream.ts';
import { post } from './server.ts';

export type AnswerStyle = 'openai' | 'anthropic';

export interface Question {
  readonly prompt: string;
  readonly tokens: number;
  readonly interval: number;
  readonly style: AnswerStyle;
}

/** A POST whose answer is an event stream, read piece by piece as it comes. */
export class Assistant {
  readonly answer = signal('');
  readonly chunks = signal(0);
  readonly bytes = signal(0);
  readonly status = signal<'idle' | 'asking' | 'done' | 'stopped' | 'failed'>('idle');
  readonly error = signal('');
  private current: AbortController | undefined;

  stop(): void {
    this.current?.abort();
  }

  /** Asks; an answer still on its way is given up. */
  async ask(question: Question): Promise<void> {
    this.stop();
    const current = new AbortController();
    this.current = current;
    this.begin();
    try {
      const request = { ...post('POST', question), signal: current.signal };
      await this.read(await fetch('/api/stream', request), question.style);
      this.finish(current, 'done');
    } catch (error) {
      this.finish(current, current.signal.aborted ? 'stopped' : 'failed', reasonOf(error));
    }
  }

  private begin(): void {
    this.answer.value = '';
    this.error.value = '';
    this.chunks.value = 0;
    this.bytes.value = 0;
    this.status.value = 'asking';
  }

  /** A later question may have begun meanwhile; then the status is its own. */
  private finish(of: AbortController, status: 'done' | 'stopped' | 'failed', why = ''): void {
    if (this.current !== of) return;
    this.status.value = status;
    this.error.value = status === 'failed' ? why : '';
  }

  private async read(response: Response, style: AnswerStyle): Promise<void> {
    if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
    const reader = response.body.getReader();
    const data = eventDataIn();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      this.chunks.value += 1;
      this.bytes.value += piece.value.length;
      for (const event of data(piece.value)) this.answer.value += tokenIn(event, style);
    }
  }
}

function tokenIn(data: string, style: AnswerStyle): string {
  const event = parsed(data);
  const delta =
    style === 'openai' ? at(at(at(event, 'choices'), '0'), 'delta') : at(event, 'delta');
  const token = at(delta, style === 'openai' ? 'content' : 'text');
  return typeof token === 'string' ? token : '';
}

function at(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}
