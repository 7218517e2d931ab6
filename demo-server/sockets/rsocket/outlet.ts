import { ERROR, type Frame } from '../../wire/rsocket/frame.ts';

type ErrorName = keyof typeof ERROR;

/** The way back to the client on one stream. After its last word, nothing is sent any more. */
export class Outlet {
  private isOver = false;

  constructor(
    private readonly streamId: number,
    private readonly send: (frame: Frame) => void,
    private readonly ended: () => void,
  ) {}

  /** One payload: the value as JSON. Whether the client asked for it is for the caller to know. */
  next(value: object, complete = false): void {
    this.payload(encodedJson(value), true, complete);
  }

  complete(): void {
    this.payload(new Uint8Array(), false, true);
  }

  fail(code: ErrorName, message: string): void {
    if (this.isOver) return;
    this.send({ type: 'error', streamId: this.streamId, code: ERROR[code], message });
    this.end();
  }

  /** Lets the client send so many payloads more. */
  request(n: number): void {
    if (!this.isOver) this.send({ type: 'request-n', streamId: this.streamId, n });
  }

  /** Says nothing any more: the client has cancelled, or everything is said. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.ended();
  }

  private payload(data: Uint8Array, next: boolean, complete: boolean): void {
    if (this.isOver) return;
    const { streamId } = this;
    this.send({ type: 'payload', streamId, follows: false, complete, next, payload: { data } });
    if (complete) this.end();
  }
}

/** Each value is encoded once, however many streams bring it. */
const known = new WeakMap<object, Uint8Array>();

function encodedJson(value: object): Uint8Array {
  const bytes = known.get(value) ?? new TextEncoder().encode(JSON.stringify(value));
  known.set(value, bytes);
  return bytes;
}
