import { signal } from '@preact/signals';
import { socketUrl } from '../transports/reconnecting-socket.ts';

export interface EchoLine {
  readonly number: number;
  readonly direction: 'sent' | 'received' | 'closed';
  readonly text: string;
  /** The connection ended without a closing handshake. */
  readonly isCut: boolean;
}

/** Lines kept. */
const LINES = 30;

/** A socket that says back what it hears, and closes as it is told. */
export class Echo {
  readonly lines = signal<readonly EchoLine[]>([]);
  readonly isOpen = signal(false);
  private socket: WebSocket | undefined;
  private written = 0;

  open(): void {
    const socket = new WebSocket(socketUrl('/ws/echo'));
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    socket.onopen = () => {
      this.isOpen.value = true;
    };
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) =>
      this.write('received', typeof data === 'string' ? data : hexOf(new Uint8Array(data)));
    socket.onclose = ({ code, reason, wasClean }) => {
      this.isOpen.value = false;
      this.write('closed', `${code} ${reason}`.trim(), !wasClean);
    };
  }

  stop(): void {
    this.socket?.close(1000, 'stopped');
  }

  sendText(text: string): void {
    this.write('sent', text);
    this.socket?.send(text);
  }

  sendBytes(text: string): void {
    const bytes = new Uint8Array(new TextEncoder().encode(text));
    this.write('sent', hexOf(bytes));
    this.socket?.send(bytes);
  }

  askToClose(code: number): void {
    this.sendText(JSON.stringify({ close: code, reason: 'as you wished' }));
  }

  private write(direction: EchoLine['direction'], text: string, isCut = false): void {
    this.written += 1;
    const line = { number: this.written, direction, text, isCut };
    this.lines.value = [line, ...this.lines.value].slice(0, LINES);
  }
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
