import { z } from 'zod';
import type { Hub } from '../../hub/hub.ts';
import { LIMITS } from '../../limits.ts';
import type { Request } from '../../wire/rsocket/frame.ts';
import type { TopicMessage } from '../../wire/topic/message.ts';
import type { Exchange } from './exchange.ts';
import type { Outlet } from './outlet.ts';
import { valueIn } from './publishing.ts';

/** Where to begin, unless now; and after how many messages to end. */
const QUESTION = z.strictObject({
  cursor: z.int().min(0).exactOptional(),
  count: z.int().min(1).exactOptional(),
});

type Asked = Extract<Request, { readonly type: 'request-stream' }>;

/**
 * The messages of a topic, as many as the client asks for. What it has not asked for yet waits, within
 * limits; beyond them the stream ends with CANCELED.
 */
export class MessageStream implements Exchange {
  private readonly waiting: TopicMessage[] = [];
  private waitingSize = 0;
  private left = 0;
  private credit: number;
  private leave = () => {};

  constructor(
    private readonly hub: Hub,
    private readonly topic: string,
    private readonly asked: Asked,
    private readonly outlet: Outlet,
  ) {
    this.credit = asked.initialN;
  }

  begin(): void {
    const { hub, topic, asked } = this;
    const { cursor, count = Number.POSITIVE_INFINITY } = valueIn(asked.payload.data, QUESTION);
    this.left = count;
    this.leave = hub.subscribe(topic, ({ message }) => this.take(message));
    if (cursor === undefined) return;
    for (const message of hub.history(topic).since(cursor)) this.take(message);
  }

  request(n: number): void {
    this.credit += n;
    for (let next = this.dueNow(); next; next = this.dueNow()) this.send(next);
  }

  payload(): void {
    // The request was all that the client has to say.
  }

  stop(): void {
    this.leave();
    this.waiting.length = 0;
    this.left = 0;
  }

  private take(message: TopicMessage): void {
    if (this.waiting.length >= this.left) return;
    if (this.credit > 0 && this.waiting.length === 0) this.send(message);
    else this.keep(message);
  }

  private keep(message: TopicMessage): void {
    this.waiting.push(message);
    this.waitingSize += message.text.length;
    const count = this.waiting.length;
    if (count <= LIMITS.rsocketBacklog && this.waitingSize <= LIMITS.historySize) return;
    const advice = 'Ask for more, or sooner.';
    this.outlet.fail('CANCELED', `${count} messages wait to be requested. ${advice}`);
  }

  private dueNow(): TopicMessage | undefined {
    if (this.credit <= 0) return undefined;
    const message = this.waiting.shift();
    this.waitingSize -= message?.text.length ?? 0;
    return message;
  }

  private send(message: TopicMessage): void {
    this.credit -= 1;
    this.left -= 1;
    this.outlet.next(message, this.left <= 0);
  }
}
