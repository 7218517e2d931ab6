import { LIMITS } from '../../limits.ts';
import { headerOf, type StompFrame, type StompVersion } from '../../wire/stomp/frame.ts';
import type { Broker, BrokerMessage } from './broker.ts';
import { ProtocolError, requiredHeader } from './protocol-error.ts';
import { ackModeOf, type Delivered, Subscription } from './subscription.ts';
import { Transactions } from './transactions.ts';

/** The other end of the connection. */
export interface Client {
  deliver(message: StompFrame): void;
  /** Ends the connection with an ERROR. */
  fail(error: unknown): void;
}

interface Entry {
  readonly subscription: Subscription;
  readonly unsubscribe: () => void;
}

/** Carries out what a connected client asks for. Every method may throw a {@link ProtocolError}. */
export class Commands {
  private readonly broker: Broker;
  private readonly version: StompVersion;
  private readonly login: string;
  private readonly client: Client;
  private readonly entries = new Map<string, Entry>();
  private readonly transactions = new Transactions();
  private delivered = 0;

  constructor(broker: Broker, version: StompVersion, login: string, client: Client) {
    this.broker = broker;
    this.version = version;
    this.login = login;
    this.client = client;
  }

  async carryOut(frame: StompFrame): Promise<void> {
    switch (frame.command) {
      case 'SEND':
        requiredHeader(frame, 'destination');
        return this.nowOrInTransaction(frame);
      case 'ACK':
        return this.nowOrInTransaction(frame);
      case 'NACK':
        if (this.version === '1.0') break;
        return this.nowOrInTransaction(frame);
      case 'SUBSCRIBE':
        return this.subscribe(frame);
      case 'UNSUBSCRIBE':
        return this.unsubscribe(frame);
      case 'BEGIN':
        return this.transactions.begin(requiredHeader(frame, 'transaction'));
      case 'COMMIT':
        return this.commit(frame);
      case 'ABORT':
        this.transactions.end(requiredHeader(frame, 'transaction'));
        return;
    }
    const command = JSON.stringify(frame.command.slice(0, 40));
    throw new ProtocolError(`STOMP ${this.version} has no client command ${command}.`);
  }

  /** Leaves every room. */
  stop(): void {
    for (const { unsubscribe } of this.entries.values()) unsubscribe();
    this.entries.clear();
  }

  private async nowOrInTransaction(frame: StompFrame): Promise<void> {
    const transaction = headerOf(frame, 'transaction');
    if (transaction === undefined) await this.act(frame);
    else this.transactions.add(transaction, frame);
  }

  private async act(frame: StompFrame): Promise<void> {
    if (frame.command !== 'SEND') return this.acknowledge(frame);
    const { headers, body } = frame;
    await this.broker.send(requiredHeader(frame, 'destination'), { headers, body }, this.login);
  }

  private async commit(frame: StompFrame): Promise<void> {
    for (const held of this.transactions.end(requiredHeader(frame, 'transaction')))
      await this.act(held);
  }

  private subscribe(frame: StompFrame): void {
    const destination = requiredHeader(frame, 'destination');
    const id = this.version === '1.0' ? headerOf(frame, 'id') : requiredHeader(frame, 'id');
    const key = keyOf(id, destination);
    if (this.entries.has(key)) throw new ProtocolError(`Subscription ${key} exists already.`);
    if (this.entries.size >= LIMITS.stompSubscriptions)
      throw new ProtocolError(`More than ${LIMITS.stompSubscriptions} subscriptions.`);
    const mode = ackModeOf(frame, this.version);
    const subscription = new Subscription(destination, id, mode, this.version);
    const unsubscribe = this.broker.subscribe(destination, this.login, (message) =>
      this.deliver(subscription, message),
    );
    this.entries.set(key, { subscription, unsubscribe });
  }

  private deliver(subscription: Subscription, message: BrokerMessage, attempt = 1): void {
    this.delivered += 1;
    try {
      this.client.deliver(subscription.message(message, `a-${this.delivered}`, attempt));
    } catch (error) {
      // This is the sender's call stack, and the failure is this subscriber's.
      this.client.fail(error);
    }
  }

  private unsubscribe(frame: StompFrame): void {
    const id = this.version === '1.0' ? headerOf(frame, 'id') : requiredHeader(frame, 'id');
    const key = keyOf(id, id === undefined ? requiredHeader(frame, 'destination') : '');
    const entry = this.entries.get(key);
    if (!entry) throw new ProtocolError(`There is no subscription ${key}.`);
    entry.unsubscribe();
    this.entries.delete(key);
  }

  /** ACK and NACK name the message by `id` in 1.2, by `message-id` before. */
  private acknowledge(frame: StompFrame): void {
    const key = requiredHeader(frame, this.version === '1.2' ? 'id' : 'message-id');
    const only = this.version === '1.1' ? requiredHeader(frame, 'subscription') : undefined;
    for (const { subscription } of this.entries.values()) {
      const isAsked = only === undefined || subscription.id === only;
      const settled = isAsked ? subscription.settle(key) : [];
      if (settled.length === 0) continue;
      if (frame.command === 'NACK') this.deliverAgain(subscription, settled);
      return;
    }
    throw new ProtocolError(`${frame.command} names no delivered message: ${key}.`);
  }

  /** What was refused comes again, a few times. */
  private deliverAgain(subscription: Subscription, refused: readonly Delivered[]): void {
    for (const { message, attempt } of refused)
      if (attempt < LIMITS.stompAttempts) this.deliver(subscription, message, attempt + 1);
  }
}

/** 1.0 clients may subscribe, and unsubscribe, by destination alone. */
function keyOf(id: string | undefined, destination: string): string {
  return id === undefined ? `to ${destination}` : `id ${id}`;
}
