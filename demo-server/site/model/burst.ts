import { signal } from '@preact/signals';
import { socketUrl } from '../transports/reconnecting-socket.ts';

/** What came of a burst so far. */
export interface BurstProgress {
  readonly status: 'idle' | 'running' | 'done' | 'failed';
  readonly asked: number;
  readonly received: number;
  readonly bytes: number;
  /** Running numbers that did not follow the one before. */
  readonly outOfOrder: number;
  /** Milliseconds since the first message. */
  readonly elapsed: number;
  readonly close: string;
}

const NOTHING: BurstProgress = {
  status: 'idle',
  asked: 0,
  received: 0,
  bytes: 0,
  outOfOrder: 0,
  elapsed: 0,
  close: '',
};

/** How often the page is updated while a burst runs, in milliseconds. */
const REFRESH = 100;

/** As many messages as fast as the server can send them, counted and checked for order. */
export class Burst {
  readonly progress = signal(NOTHING);
  private socket: WebSocket | undefined;

  stop(): void {
    this.socket?.close(1000, 'stopped');
  }

  run(count: number, size: number): void {
    this.stop();
    const socket = new WebSocket(socketUrl(`/ws/flood?count=${count}&size=${size}`));
    this.socket = socket;
    const tally = new Tally(count);
    this.progress.value = { ...NOTHING, status: 'running', asked: count };
    const refresh = setInterval(() => this.show(socket, tally.progress('running')), REFRESH);
    socket.onmessage = ({ data }: MessageEvent<string>) => tally.add(data);
    socket.onclose = ({ code, reason }) => {
      clearInterval(refresh);
      const status = tally.isComplete ? 'done' : 'failed';
      this.show(socket, { ...tally.progress(status), close: `${code} ${reason}`.trim() });
    };
  }

  private show(socket: WebSocket, progress: BurstProgress): void {
    if (this.socket === socket) this.progress.value = progress;
  }
}

class Tally {
  private readonly asked: number;
  private received = 0;
  private bytes = 0;
  private outOfOrder = 0;
  private first = 0;
  private last = 0;

  constructor(asked: number) {
    this.asked = asked;
  }

  get isComplete(): boolean {
    return this.received === this.asked && this.outOfOrder === 0;
  }

  add(text: string): void {
    this.last = performance.now();
    if (this.received === 0) this.first = this.last;
    if (Number.parseInt(text, 10) !== this.received) this.outOfOrder += 1;
    this.received += 1;
    // Digits and dots: a character is a byte, and encoding each would cost more than receiving.
    this.bytes += text.length;
  }

  progress(status: BurstProgress['status']): BurstProgress {
    const { asked, received, bytes, outOfOrder } = this;
    return {
      status,
      asked,
      received,
      bytes,
      outOfOrder,
      elapsed: this.last - this.first,
      close: '',
    };
  }
}
